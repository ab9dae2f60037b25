using System.Buffers.Binary;
using System.Text;
using MusicGenre.MLNet.Audio;
using NAudio.Wave;
using NAudio.Wave.SampleProviders;

namespace MusicGenre.MLNet.Tests.Audio;

/// <summary>
/// Files as recorders, burners and other programs leave them. Most of them play somewhere, so they are read, or told in one sentence.
/// </summary>
[NonParallelizable]
public sealed class StrangeFilesTests
{
    private const int Rate = 22_050;

    private readonly TemporaryFolder _folder = new();
    private readonly short[] _tone = [.. Signals.Sine(440, Rate, 2 * Rate, 0.3).Select(value => (short)(value * 32767))];

    [OneTimeTearDown]
    public void Clean() => _folder.Dispose();

    private float[] Expected => [.. _tone.Select(value => value / 32768f)];

    [Test]
    public void A_wrong_block_align_changes_nothing(
        [Values(1, 2, 3, 4, 5, 8, 0)] int align, [Values(1, 2)] int channels, [Values] bool bytesPerSecondToo)
    {
        byte[] wav = WavBuilder.Pcm16(Rate, channels, _tone);
        float[] expected = AudioClip.FromBytes(wav).Samples.ToArray();
        BinaryPrimitives.WriteInt16LittleEndian(wav.AsSpan(32), (short)align);
        if (bytesPerSecondToo)
            BinaryPrimitives.WriteInt32LittleEndian(wav.AsSpan(28), Rate * align);
        Assert.That(AudioClip.FromBytes(wav).Samples.ToArray(), Is.EqualTo(expected));
    }

    [Test]
    public void Samples_of_24_bits_in_four_bytes_are_read_where_all_of_the_header_says_so()
    {
        byte[] data = [.. _tone.SelectMany(value => BitConverter.GetBytes(value << 16))];
        byte[] wav = WavBuilder.Create().Format(1, 1, Rate, 24).Data(data).Build();
        BinaryPrimitives.WriteInt16LittleEndian(wav.AsSpan(32), 4);
        BinaryPrimitives.WriteInt32LittleEndian(wav.AsSpan(28), Rate * 4);
        Assert.That(AudioClip.FromBytes(wav).Samples.ToArray(), Is.EqualTo(Expected));
    }

    [TestCase("blockalign-mono16-as3.wav")]
    [TestCase("blockalign-mono16-as4.wav")]
    [TestCase("blockalign-stereo16-as8.wav")]
    [TestCase("rifx-sox.wav")]
    [TestCase("powerloss.wav")]
    [TestCase("odd-unpadded-acid.wav")]
    [TestCase("inverted-stereo.wav")]
    [Category(SharedData.Category)]
    public void The_song_is_the_song(string name)
    {
        string path = SharedData.Get("cases", name);
        foreach (AudioClip clip in new[] { InProcess.Decode(path), InProcess.Decode(new ForwardOnlyStream(File.ReadAllBytes(path))) })
        {
            Assert.That(clip.Samples.Length, Is.EqualTo(44_100));
            Assert.That(Signals.Rms(clip.Samples.Span), Is.EqualTo(0.0992).Within(0.0001));
        }
    }

    [Test]
    public void A_big_endian_wav_is_read([Values(16, 24, 32)] int bits)
    {
        var chunks = new List<byte>();
        void Add(string id, byte[] bytes)
        {
            chunks.AddRange(Encoding.ASCII.GetBytes(id));
            chunks.AddRange(Big(bytes.Length, 4));
            chunks.AddRange(bytes);
        }
        Add("fmt ", [.. Big(1, 2), .. Big(1, 2), .. Big(Rate, 4), .. Big(Rate * bits / 8, 4), .. Big(bits / 8, 2), .. Big(bits, 2)]);
        Add("LIST", new byte[10]);
        Add("data", [.. _tone.SelectMany(value => Big(value << (bits - 16), bits / 8))]);
        byte[] wav = [.. "RIFX"u8, .. Big(4 + chunks.Count, 4), .. "WAVE"u8, .. chunks];
        Assert.That(InProcess.Decode(new MemoryStream(wav)).Samples.ToArray(), Is.EqualTo(Expected));

        static byte[] Big(int value, int count) => [.. Enumerable.Range(0, count).Select(i => (byte)(value >> 8 * (count - 1 - i)))];
    }

    [Test]
    public void Opposite_channels_are_music_in_any_portions([Values("wav", "mp3", "flac")] string extension)
    {
        short[] opposite = [.. _tone.SelectMany(value => new[] { value, (short)-value })];
        byte[] wav = WavBuilder.Pcm16(Rate, 2, opposite);
        string path = extension == "wav" ? _folder.Write("opposite.wav", wav) : Ffmpeg.Encode(_folder, $"opposite.{extension}", wav);
        AudioClip clip = AudioClip.FromFile(path);
        Assert.That(Signals.Rms(clip.Samples.Span), Is.EqualTo(0.3 / Math.Sqrt(2)).Within(extension == "mp3" ? 0.02 : 0.005));
        var joined = new List<float>();
        using AudioStream audio = AudioStream.Open(path);
        var portion = new float[777];
        for (int read; (read = audio.Read(portion)) > 0;)
            joined.AddRange(portion[..read]);
        Assert.That(joined.ToArray(), Is.EqualTo(clip.Samples.ToArray()));
        Assert.That(AudioClip.FromFile(path, TimeSpan.FromSeconds(0.9), TimeSpan.FromSeconds(0.3)).Samples.ToArray(),
            Is.EqualTo(clip.Samples[(int)(0.9 * Rate)..(int)(1.2 * Rate)].ToArray()));
    }

    [Test]
    public void A_data_chunk_longer_than_the_whole_is_read_to_the_end_with_a_warning([Values] bool seekable)
    {
        byte[] wav = WavBuilder.Create().Format(1, 1, Rate, 16).Data(WavBuilder.Bytes16(_tone), 10 * (uint)_tone.Length).Build();
        using AudioStream audio = AudioStream.Open(seekable ? new MemoryStream(wav) : new ForwardOnlyStream(wav), 16_000);
        Assert.That(audio.Warning, Does.Contain("longer than the file"));
        Assert.That(audio.ReadToEnd().Samples.Length, Is.EqualTo(32_000));
        using AudioStream good = AudioStream.Open(new MemoryStream(WavBuilder.Pcm16(Rate, 1, _tone)));
        Assert.That(good.Warning, Is.Null);
    }

    [Test]
    public void A_chunk_of_odd_length_without_its_pad_byte_hides_nothing([Values("acid", "odd ", "ICRD", "LIST")] string next)
    {
        byte[] wav = WavBuilder.Create().Format(1, 1, Rate, 16).Chunk("LIST", new byte[9], pad: false).Chunk(next, new byte[12]).Data(
            WavBuilder.Bytes16(_tone)).Build();
        Assert.That(AudioClip.FromBytes(wav).Samples.ToArray(), Is.EqualTo(Expected));
    }

    [Test]
    [Category(SharedData.Category)]
    public void Dts_that_says_pcm_is_decoded_or_named()
    {
        string path = SharedData.Get("cases", "dts-cd.wav");
        Assert.That(Signals.Rms(AudioClip.FromFile(path).Samples.Span), Is.EqualTo(0.070).Within(0.001));
        Assert.That(() => InProcess.Decode(path), Throws.InstanceOf<FfmpegNotFoundException>());
    }

    [TestCase("ac3", "spdif")]
    [TestCase("ac3", "ac3")]
    [TestCase("dca", "dts")]
    [TestCase("dca", "spdif")]
    public void Bit_streams_that_say_pcm_are_no_noise(string codec, string container)
    {
        byte[] stereo = WavBuilder.Pcm16(
            48_000, 2, [.. Signals.Sine(440, 48_000, 96_000, 0.3).SelectMany(v => new[] { (short)(v * 32767), (short)(v * 32767) })]);
        string raw = Ffmpeg.Encode(_folder, $"{codec}.{container}", stereo, "-c:a", codec, "-strict", "-2", "-b:a", codec == "dca"
            ? "1411k" : "192k", "-f", container);
        foreach (byte[] lead in new[] { [], new byte[4000] })
        {
            string path = _folder.Write($"{codec}-{container}-{lead.Length}.wav",
                WavBuilder.Create().Format(1, 2, 48_000, 16).Data([.. lead, .. File.ReadAllBytes(raw)]).Build());
            try
            {
                Assert.That(Signals.Rms(AudioClip.FromFile(path).Samples.Span), Is.EqualTo(0.212).Within(0.02), $"{lead.Length}");
            }
            catch (AudioFormatException error)
            {
                Assert.That(error.Reason, Does.Contain("bit stream").Or.Contain("ffmpeg cannot decode it"));
            }
        }
    }

    [TestCase("dc-16bit.wav")]
    [TestCase("dc-8bit-127.wav")]
    [Category(SharedData.Category)]
    public void An_offset_is_silence(string name)
    {
        string path = SharedData.Get("cases", name);
        using var classifier = MusicGenreClassifier.Pretrained("rock", "jazz");
        Assert.That(() => classifier.Predict(path), Throws.InstanceOf<AudioFormatException>().With.Message.Contains("it is silent"));
        Assert.That(() => classifier.Predict(AudioClip.FromFile(path)),
            Throws.InstanceOf<AudioFormatException>().With.Message.Contains("it is silent"));
        Assert.That(() => classifier.Predict(_folder.Path),
            Throws.InstanceOf<AudioFormatException>().With.Message.Contains("it is a folder"));
    }

    [Test]
    public void Opposite_channels_and_an_NAudio_pipeline_get_genres()
    {
        using var classifier = MusicGenreClassifier.Pretrained("rock", "jazz");
        string path = _folder.Write("both.wav", WavBuilder.Pcm16(Rate, 2, [.. _tone.SelectMany(value => new[] { value, (short)-value })]));
        string one = _folder.Write("one.wav", WavBuilder.Pcm16(Rate, 1, _tone));
        Assert.That(classifier.Predict(path).Confidence, Is.EqualTo(classifier.Predict(one).Confidence).Within(1e-5));
        var tone = new SignalGenerator(44_100, 2) { Frequency = 440, Gain = 0.3, Type = SignalGeneratorType.Sin };
        var mixer = new MixingSampleProvider([tone, AudioClip.FromFile(one, 44_100).ToSampleProvider().ToStereo()]) { ReadFully = true };
        Assert.That(classifier.Predict(AudioClip.From(mixer, TimeSpan.FromSeconds(2))).Ranked, Has.Count.EqualTo(2));
    }

    [TestCase("freeformat.mp3", "free format")]
    [TestCase("fma-1752.mp3", "it is truncated: its header promises 2.")]
    [TestCase("id3-only.mp3", "an ID3 tag and no sound")]
    [Category(SharedData.Category)]
    public void A_hopeless_mp3_is_told_in_one_sentence(string name, string words)
    {
        string path = SharedData.Get("cases", name);
        Assert.That(() => AudioClip.FromFile(path),
            Throws.InstanceOf<AudioFormatException>().With.Message.Contains(words).And.Message.Not.Contains("ffmpeg"));
        Assert.That(() => InProcess.Decode(path), Throws.InstanceOf<AudioFormatException>().With.Message.Contains(words));
    }

    [Test]
    public void A_folder_is_no_file() =>
        Assert.That(() => AudioClip.FromFile(_folder.Path),
            Throws.InstanceOf<AudioFormatException>().With.Message.Contains("it is a folder"));

    [Test]
    public void A_stream_at_its_end_says_so()
    {
        var stream = new MemoryStream(WavBuilder.Pcm16(Rate, 1, _tone));
        Assert.That(AudioClip.FromStream(stream).Samples.Length, Is.EqualTo(_tone.Length));
        stream.Position = stream.Length;
        Assert.That(() => AudioClip.FromStream(stream),
            Throws.InstanceOf<AudioFormatException>().With.Message.Contains("at its end").And.Message.Contains("Position = 0"));
    }

    [Test]
    public void A_video_without_sound_has_no_audio_track()
    {
        string video = _folder.Combine("mute.mp4");
        Ffmpeg.Run("-f", "lavfi", "-i", "testsrc=d=1:s=64x48", video);
        Assert.That(() => AudioClip.FromFile(video),
            Throws.InstanceOf<AudioFormatException>().With.Message.Contains("it has no audio track"));
    }

    [Test]
    public void A_pipe_is_read_once([Values("wav", "mp3", "flac")] string extension)
    {
        if (OperatingSystem.IsWindows())
            Assert.Ignore("Windows has no pipes with a path.");
        string song = Ffmpeg.Encode(_folder, $"song.{extension}", WavBuilder.Pcm16(Rate, 1, _tone));
        string pipe = _folder.Combine($"pipe-{Guid.NewGuid():N}");
        ExternalProgram.Succeed(_folder.Path, ["mkfifo", pipe]);
        Task writing = Task.Run(() => ExternalProgram.Succeed(_folder.Path, ["sh", "-c", $"cat '{song}' > '{pipe}'"]));
        Thread.Sleep(300);
        Assert.That(AudioClip.FromFile(pipe).Samples.ToArray(), Is.EqualTo(AudioClip.FromFile(song).Samples.ToArray()));
        writing.Wait();
    }

    [Test]
    [CancelAfter(10_000)]
    public void A_pipe_that_nobody_writes_to_is_refused_at_once()
    {
        if (OperatingSystem.IsWindows())
            Assert.Ignore("Windows has no pipes with a path.");
        string pipe = _folder.Combine("silent-pipe");
        ExternalProgram.Succeed(_folder.Path, ["mkfifo", pipe]);
        Assert.That(() => AudioClip.FromFile(pipe), Throws.InstanceOf<AudioFormatException>().With.Message.Contains("a pipe to which nobody writes"));
    }

    [Test]
    public void A_temporary_folder_that_is_missing_is_named()
    {
        if (OperatingSystem.IsWindows())
            Assert.Ignore("TMPDIR is Unix's.");
        byte[] flac = File.ReadAllBytes(Ffmpeg.Encode(_folder, "temporary.flac", WavBuilder.Pcm16(Rate, 1, _tone)));
        string? before = Environment.GetEnvironmentVariable("TMPDIR");
        try
        {
            foreach (string name in new[] { "a b", "a'b\"c" })
            {
                Environment.SetEnvironmentVariable("TMPDIR", Directory.CreateDirectory(_folder.Combine(name)).FullName);
                Assert.That(AudioClip.FromBytes(flac).Samples.Length, Is.EqualTo(_tone.Length), name);
            }
            Environment.SetEnvironmentVariable("TMPDIR", _folder.Combine("missing"));
            Assert.That(() => AudioClip.FromBytes(flac),
                Throws.InstanceOf<IOException>().With.Message.Contains("TMPDIR").And.Message.Contains("missing"));
            Assert.That(AudioClip.FromBytes(WavBuilder.Pcm16(Rate, 1, _tone)).Samples.Length, Is.EqualTo(_tone.Length), "WAV needs none");
        }
        finally
        {
            Environment.SetEnvironmentVariable("TMPDIR", before);
        }
    }
}
