using CsCheck;
using MusicGenre.MLNet.Audio;
using MusicGenre.MLNet.Audio.Decoding;

namespace MusicGenre.MLNet.Tests.Audio;

/// <summary>Bad files: each gets an <see cref="AudioFormatException"/> that names the file and the reason.</summary>
[NonParallelizable]
public sealed class WavErrorTests
{
    private readonly TemporaryFolder _folder = new();

    [OneTimeTearDown]
    public void Clean() => _folder.Dispose();

    private void AssertBad(string name, byte[] bytes, string reason)
    {
        string path = _folder.Write(name, bytes);
        var error = Assert.Throws<AudioFormatException>(() => AudioClip.FromFile(path))!;
        Assert.That(error.FileName, Is.EqualTo(path));
        Assert.That(error.Message, Does.StartWith($"'{path}' cannot be read as audio: ").And.EndWith(error.Reason));
        Assert.That(error.Reason, Does.Contain(reason));

        var streamed = Assert.Throws<AudioFormatException>(() => AudioClip.FromStream(new ForwardOnlyStream(bytes)))!;
        Assert.That(streamed.Reason, Does.Contain(reason), "a stream that cannot seek");
        Assert.That(streamed.FileName, Is.Null);
    }

    [Test]
    public void Sizes_near_the_largest_number_are_a_promise_that_is_not_kept(
        [Values(long.MaxValue, long.MaxValue - 7, 1L << 62, 1L << 61, 1L << 40)] long bytes, [Values] bool dataFirst, [Values("RF64", "BW64")] string magic)
    {
        byte[] sizes = [.. BitConverter.GetBytes(bytes), .. BitConverter.GetBytes(bytes), .. BitConverter.GetBytes(bytes), 0, 0, 0, 0];
        WavBuilder wav = WavBuilder.Create().Magic(magic).RiffSize(uint.MaxValue).Chunk("ds64", sizes);
        wav = dataFirst
            ? wav.Data(new byte[8000], uint.MaxValue).Format(1, 1, 22_050, 16)
            : wav.Format(1, 1, 22_050, 16).Data(new byte[8000], uint.MaxValue);
        byte[] file = wav.Build();
        Assert.Throws<AudioFormatException>(() => AudioClip.FromFile(_folder.Write("huge.wav", file)));
        Assert.Throws<AudioFormatException>(() => AudioClip.FromStream(new ForwardOnlyStream(file)));
    }

    [Test]
    public void Empty_file() => AssertBad("empty.wav", [], "it is empty (0 bytes)");

    [Test]
    public void Text_file_renamed([Values("song.wav", "song.mp3", "song.ogg")] string name) =>
        AssertBad(name, "Dear reader, this is not music. Schöne Grüße.\r\n"u8.ToArray(), "it is a text file");

    [Test]
    public void A_playlist_is_text_and_is_not_followed() =>
        AssertBad("list.mp3", "#EXTM3U\n#EXT-X-TARGETDURATION:10\n#EXTINF:10,\n/etc/passwd\n"u8.ToArray(), "it is a text file");

    [Test]
    public void Noise_that_is_no_format()
    {
        var bytes = new byte[5000];
        new Random(1).NextBytes(bytes);
        bytes[0] = 1;
        AssertBad("noise.wav", bytes, "ffmpeg cannot decode it (Invalid data found when processing input)");
    }

    [Test]
    public void Header_cut_off() => AssertBad("cut.wav", WavBuilder.Pcm16(8000, 1, 1, 2)[..30], "'fmt ' chunk has 10 of at least 16 bytes");

    [Test]
    public void No_data_chunk() => AssertBad("nodata.wav", WavBuilder.Create().Format(1, 1, 8000, 16).Build(), "no 'data' chunk");

    [Test]
    public void No_format_chunk() => AssertBad("nofmt.wav", WavBuilder.Create().Data([1, 2, 3, 4]).Build(), "no 'fmt ' chunk");

    [Test]
    public void Neither()
        => AssertBad("neither.wav", WavBuilder.Create().Chunk("LIST", [1, 2]).Build(), "neither a 'fmt ' nor a 'data' chunk");

    [Test]
    public void No_samples()
    {
        AssertBad("nosamples.wav", WavBuilder.Create().Format(1, 1, 8000, 16).Data([]).Build(), "no samples");
        AssertBad("nosamples2.wav", WavBuilder.Create().Format(1, 1, 8000, 16).Data([]).Chunk("LIST", new byte[40]).Build(), "no samples");
        AssertBad("nosamples3.wav", WavBuilder.Create().Format(1, 1, 8000, 16).Data([], WavBuilder.Unknown).Build(), "no samples");
    }

    [Test]
    public void Truncated()
    {
        byte[] whole = WavBuilder.Pcm16(8000, 1, new short[16_000]);
        AssertBad("truncated.wav", whole[..(44 + 12_000)], "it is truncated: its header promises 2 s, the file holds 0.75 s");
    }

    [Test]
    public void Truncated_is_known_before_a_sample_is_read()
    {
        string path = _folder.Write("early.wav", WavBuilder.Pcm16(8000, 1, new short[16_000])[..10_000]);
        Assert.That(() => AudioStream.Open(path), Throws.InstanceOf<AudioFormatException>());
    }

    [Test]
    public void Truncated_stereo_counts_frames()
    {
        byte[] whole = WavBuilder.Pcm16(8000, 2, new short[32_000]);
        AssertBad("stereo.wav", whole[..(44 + 24_000)], "promises 2 s, the file holds 0.75 s");
    }

    [TestCase(float.NaN, "NaN")]
    [TestCase(float.PositiveInfinity, "an infinite value")]
    [TestCase(float.NegativeInfinity, "an infinite value")]
    public void Samples_that_are_no_numbers(float value, string called)
    {
        var samples = new float[70_000];
        samples[60_000] = value;
        byte[] wav = WavBuilder.Create().Format(3, 1, 8000, 32).Data(WavBuilder.BytesFloat(samples)).Build();
        AssertBad("nan.wav", wav, $"contains {called} at 7.5 s (sample 60000)");
    }

    [Test]
    public void A_double_beyond_float()
    {
        byte[] wav = WavBuilder.Create().Format(3, 1, 8000, 64).Data(BitConverter.GetBytes(1e300)).Build();
        AssertBad("huge.wav", wav, "an infinite value at 0 s");
    }

    [Test]
    public void Impossible_header_values()
    {
        AssertBad("channels.wav", WavBuilder.Create().Format(1, 0, 8000, 16).Data(new byte[100]).Build(), "says 0 channels");
        AssertBad("rate0.wav", WavBuilder.Create().Format(1, 1, 0, 16).Data(new byte[100]).Build(), "says 0 Hz");
        AssertBad("rate.wav", WavBuilder.Create().Format(1, 1, 2_000_000_000, 16).Data(new byte[100]).Build(), "says 2000000000 Hz");
    }

    [Test]
    public void A_missing_file_is_that() =>
        Assert.That(() => AudioClip.FromFile(_folder.Combine("nothing.wav")), Throws.InstanceOf<FileNotFoundException>());

    [Test]
    public void A_file_that_failed_is_not_kept_open()
    {
        string path = _folder.Write("closed.wav", WavBuilder.Create().Format(1, 1, 8000, 16).Build());
        Assert.That(() => AudioClip.FromFile(path), Throws.InstanceOf<AudioFormatException>());
        using FileStream exclusive = new(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
        Assert.That(exclusive.Length, Is.Positive);
    }

    [Test]
    [Category(Categories.Memory)]
    public void Damaged_files_give_a_clip_or_a_reason_and_never_much_memory()
    {
        byte[] pcm = WavBuilder.Create().Chunk("LIST", new byte[9]).Format(1, 2, 44100, 16)
            .Data(WavBuilder.Bytes16(Enumerable.Range(0, 4000).Select(i => (short)(i * 7)).ToArray())).Chunk("id3 ", new byte[5]).Build();
        byte[] floats = WavBuilder.Create().Extensible(3, 1, 22050, 32, 32).Data(
            WavBuilder.BytesFloat(Signals.Sine(440, 22050, 2000))).Build();
        byte[] au = AuReadingTests.Au(3, 22050, 1, Enumerable.Range(0, 4000).Select(i => (byte)i).ToArray());
        Gen<byte[]> good = Gen.Int[0, 2].Select(i => new[] { pcm, floats, au }[i]);
        Gen.Select(good, Gen.Int[0, 8], Gen.Int[0, 120].Array[0, 6], Gen.Byte.Array[6], Gen.Double[0, 1], Gen.Bool)
            .Sample((source, keepAll, places, values, cut, seekable) =>
            {
                byte[] bytes = keepAll > 3 ? source[..] : source[..(int)(cut * source.Length)];
                for (int i = 0; i < places.Length; i++)
                    if (places[i] < bytes.Length)
                        bytes[places[i]] = values[i];
                long before = GC.GetAllocatedBytesForCurrentThread();
                try
                {
                    // Without ffmpeg: what it does with noise is its own affair.
                    Stream stream = seekable ? new MemoryStream(bytes) : new ForwardOnlyStream(bytes);
                    AudioSource input = AudioSource.FromStream(stream, default) with { FindFfmpeg = () => null };
                    using AudioStream audio = AudioOpener.Open(input, 22050);
                    AudioClip clip = audio.ReadToEnd();
                    Assert.That(clip.SampleRate, Is.EqualTo(22050));
                }
                catch (Exception error) when (error is AudioFormatException or FfmpegNotFoundException)
                {
                    Assert.That(error.Message, Is.Not.Empty);
                }
                Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.LessThan(40_000_000), "bytes allocated");
            }, iter: 3000, seed: "0000KCG3uzI1", threads: 1);
    }
}
