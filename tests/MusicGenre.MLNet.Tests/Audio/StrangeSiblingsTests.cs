using System.Buffers.Binary;
using System.Text;
using MusicGenre.MLNet.Audio;
using MusicGenre.MLNet.Data;
using MusicGenre.MLNet.Tests.Data;
using NAudio.Wave;
using NAudio.Wave.SampleProviders;

namespace MusicGenre.MLNet.Tests.Audio;

/// <summary>Siblings of the files in <see cref="StrangeFilesTests"/>: the same kinds of strangeness in other formats.</summary>
[NonParallelizable]
public sealed class StrangeSiblingsTests
{
    private const int Rate = 22_050;

    private readonly TemporaryFolder _folder = new();
    private readonly float[] _tone = Signals.Sine(440, Rate, 2 * Rate, 0.3);
    private MusicGenreClassifier _classifier = null!;

    [OneTimeSetUp]
    public void Open() => _classifier = MusicGenreClassifier.Pretrained("rock", "jazz");

    [OneTimeTearDown]
    public void Clean()
    {
        _classifier.Dispose();
        _folder.Dispose();
    }

    [TestCase(1, 8, 2)]
    [TestCase(1, 8, 4)]
    [TestCase(1, 24, 4)]
    [TestCase(1, 24, 8)]
    [TestCase(1, 32, 8)]
    [TestCase(3, 32, 8)]
    [TestCase(3, 32, 2)]
    [TestCase(3, 64, 4)]
    [TestCase(6, 8, 2)]
    [TestCase(7, 8, 3)]
    public void A_wrong_block_align_changes_nothing_in_any_encoding(int tag, int bits, int align)
    {
        foreach (bool bytesPerSecondToo in new[] { false, true })
        {
            byte[] wav = WavBuilder.Create().Format(tag, 1, Rate, bits).Data(Encode(tag, bits)).Build();
            float[] expected = AudioClip.FromBytes(wav).Samples.ToArray();
            Assert.That(Signals.Rms(expected), Is.EqualTo(0.212).Within(tag > 3 ? 0.4 : 0.01));
            BinaryPrimitives.WriteInt16LittleEndian(wav.AsSpan(32), (short)align);
            if (bytesPerSecondToo)
                BinaryPrimitives.WriteInt32LittleEndian(wav.AsSpan(28), Rate * align);
            Assert.That(AudioClip.FromBytes(wav).Samples.ToArray(), Is.EqualTo(expected), $"bytes a second too: {bytesPerSecondToo}");
            Assert.That(AudioClip.FromStream(new ForwardOnlyStream(wav)).Samples.ToArray(), Is.EqualTo(expected));
        }
    }

    [TestCase(16, 12)]
    [TestCase(24, 20)]
    [TestCase(24, 17)]
    [TestCase(32, 24)]
    [TestCase(32, 20)]
    [TestCase(16, 0)]
    [TestCase(16, 40)]
    public void Odd_numbers_of_valid_bits_change_nothing(int containerBits, int validBits)
    {
        byte[] data = Encode(1, containerBits);
        byte[] wav = WavBuilder.Create().Extensible(1, 1, Rate, containerBits, validBits).Data(data).Build();
        float[] expected = AudioClip.FromBytes(WavBuilder.Create().Format(1, 1, Rate, containerBits).Data(data).Build()).Samples.ToArray();
        Assert.That(InProcess.Decode(new MemoryStream(wav)).Samples.ToArray(), Is.EqualTo(expected));
    }

    [Test]
    public void A_big_endian_wav_of_floats_is_read([Values(32, 64)] int bits)
    {
        byte[] data = Encode(3, bits);
        for (int i = 0; i < data.Length; i += bits / 8)
            Array.Reverse(data, i, bits / 8);
        byte[] wav = [.. "RIFX"u8, .. Big(36 + data.Length, 4), .. "WAVEfmt "u8, .. Big(16, 4), .. Big(3, 2), .. Big(1, 2), .. Big(Rate, 4),
            .. Big(Rate * bits / 8, 4), .. Big(bits / 8, 2), .. Big(bits, 2), .. "data"u8, .. Big(data.Length, 4), .. data];
        Assert.That(InProcess.Decode(new MemoryStream(wav)).Samples.ToArray(), Is.EqualTo(_tone));

        static byte[] Big(int value, int count) => [.. Enumerable.Range(0, count).Select(i => (byte)(value >> 8 * (count - 1 - i)))];
    }

    [TestCase(1, 8)]
    [TestCase(1, 16)]
    [TestCase(1, 24)]
    [TestCase(1, 32)]
    [TestCase(3, 32)]
    [TestCase(3, 64)]
    public void An_offset_is_silence_in_any_encoding(int tag, int bits)
    {
        byte[] data = Encode(tag, bits, [.. Enumerable.Repeat(0.37f, 3 * Rate)]);
        string wav = _folder.Write($"offset-{tag}-{bits}.wav", WavBuilder.Create().Format(tag, 1, Rate, bits).Data(data).Build());
        AssertSilent(wav);
    }

    [TestCase("aiff", "pcm_s24be")]
    [TestCase("au", "pcm_s32be")]
    [TestCase("flac", "flac")]
    [TestCase("caf", "pcm_f32le")]
    public void An_offset_is_silence_in_any_format(string extension, string codec)
        => AssertSilent(Ffmpeg.Encode(
            _folder, $"offset.{extension}", WavBuilder.Pcm16(44_100, 2, [.. Enumerable.Repeat((short)9000, 3 * 88_200)]), "-c:a", codec));

    [TestCase("wav", "pcm_f32le")]
    [TestCase("wav", "pcm_s24le")]
    [TestCase("au", "pcm_s16be")]
    [TestCase("aiff", "pcm_s16be")]
    [TestCase("ogg", "libvorbis")]
    [TestCase("opus", "libopus")]
    [TestCase("m4a", "alac")]
    public void Opposite_channels_are_music_in_any_format(string extension, string codec)
    {
        byte[] wav = WavBuilder.Pcm16(Rate, 2, Opposite());
        string path = Ffmpeg.Encode(_folder, $"opposite-{codec}.{extension}", wav, "-c:a", codec);
        AudioClip clip = AudioClip.FromFile(path);
        Assert.That(Signals.Rms(clip.Samples.Span), Is.EqualTo(0.3 / Math.Sqrt(2)).Within(0.02));
        var joined = new List<float>();
        using AudioStream audio = AudioStream.Open(path);
        var portion = new float[777];
        for (int read; (read = audio.Read(portion)) > 0;)
            joined.AddRange(portion[..read]);
        Assert.That(joined.ToArray(), Is.EqualTo(clip.Samples.ToArray()), "in portions");
    }

    [Test]
    public void Opposite_channels_are_music_from_NAudio_too()
    {
        using var reader = new WaveFileReader(new MemoryStream(WavBuilder.Pcm16(Rate, 2, Opposite())));
        AudioClip clip = AudioClip.From(reader.ToSampleProvider());
        Assert.That(Signals.Rms(clip.Samples.Span), Is.EqualTo(0.3 / Math.Sqrt(2)).Within(0.005));
        Assert.That(_classifier.Predict(clip).Ranked, Has.Count.EqualTo(2));
        reader.Position = 0;
        using AudioStream stream = AudioStream.From(reader, 16_000);
        Assert.That(Signals.Rms(stream.ReadToEnd().Samples.Span), Is.EqualTo(0.3 / Math.Sqrt(2)).Within(0.005));
        var both = new SignalGenerator(Rate, 1) { Frequency = 440, Gain = 0.3, Type = SignalGeneratorType.Sin };
        AudioClip first = AudioClip.From(both, TimeSpan.FromSeconds(0.1)), next = AudioClip.From(both, TimeSpan.FromSeconds(0.1));
        Assert.That(
            first.Samples.ToArray().Concat(next.Samples.ToArray()),
            Is.EqualTo(Signals.Sine(440, Rate, (int)(0.2 * Rate), 0.3)).Within(1e-4f), "no more is taken from a provider than is asked for");
    }

    [TestCase("webp")]
    [TestCase("jpeg")]
    [TestCase("bmp")]
    [TestCase("tiff")]
    [TestCase("gif")]
    [TestCase("avif")]
    public void Pictures_under_a_wrong_name_are_called_by_their_format(string extension)
    {
        string picture = _folder.Combine($"picture.{extension}");
        ExternalProgram made = ExternalProgram.Run(_folder.Path,
            ["ffmpeg", "-nostdin", "-v", "error", "-y", "-f", "lavfi", "-i", "testsrc=d=1:s=64x48", "-frames:v", "1", picture]);
        if (made.ExitCode != 0)
            Assert.Ignore($"This ffmpeg cannot write .{extension}: {made.Error}");
        foreach (string name in new[] { "wrong.png", "wrong.mp3", "wrong.wav" })
        {
            File.Copy(picture, _folder.Combine(name), overwrite: true);
            Assert.That(
                () => _classifier.Predict(_folder.Combine(name)),
                Throws.InstanceOf<AudioFormatException>().With.Message.Contains($"{extension} picture").IgnoreCase, name);
        }
    }

    [TestCase("mp4")]
    [TestCase("mkv")]
    public void Which_of_several_audio_tracks_is_used_can_be_chosen(string extension)
    {
        string video = _folder.Combine($"two-languages.{extension}");
        Ffmpeg.Run("-f", "lavfi", "-i", "testsrc=d=2:s=64x48", "-f", "lavfi", "-i", "sine=200:d=2",
            "-f", "lavfi", "-i", "anoisesrc=d=2:seed=1", "-map", "0:v", "-map", "1:a", "-map", "2:a", "-c:a", "aac", video);
        float[] first = Ranked(null), second = Ranked(1);
        Assert.That(Ranked(0), Is.EqualTo(first));
        Assert.That(second, Is.Not.EqualTo(first));
        string alone = _folder.Combine("alone.wav");
        Ffmpeg.Run("-i", video, "-map", "0:a:1", "-c:a", "pcm_f32le", alone);
        Assert.That(second, Is.EqualTo(_classifier.Predict(alone).Ranked.Select(genre => genre.Probability)).Within(1e-4f));
        using FileStream stream = File.OpenRead(video);
        GenrePrediction streamed = _classifier.Predict(stream, new PredictOptions { AudioTrack = 1 });
        Assert.That(streamed.Ranked.Select(genre => genre.Probability), Is.EqualTo(second));
        foreach (string path in new[] { video, alone })
            Assert.That(
                () => _classifier.Predict(path, new PredictOptions { AudioTrack = 2 }),
                Throws.TypeOf<AudioFormatException>().With.Message.Contains("it has no audio track 2, counted from 0"));
        Assert.That(() => _classifier.Predict(video, new PredictOptions { AudioTrack = -1 }), Throws.TypeOf<ArgumentOutOfRangeException>());

        float[] Ranked(int? track) => [.. _classifier.Predict(video, track is { } t ? new PredictOptions { AudioTrack = t } : null)
            .Ranked.Select(genre => genre.Probability)];
    }

    [Test]
    public void A_temporary_folder_that_is_a_file_is_named()
    {
        if (OperatingSystem.IsWindows())
            Assert.Ignore("TMPDIR is Unix's.");
        byte[] flac = File.ReadAllBytes(Ffmpeg.Encode(_folder, "temporary.flac", WavBuilder.Pcm16(Rate, 1, new short[Rate])));
        string? before = Environment.GetEnvironmentVariable("TMPDIR");
        try
        {
            Environment.SetEnvironmentVariable("TMPDIR", _folder.Write("no-folder", [1]));
            Assert.That(() => AudioClip.FromBytes(flac), Throws.InstanceOf<IOException>().With.Message.Contains("TMPDIR"));
        }
        finally
        {
            Environment.SetEnvironmentVariable("TMPDIR", before);
        }
    }

    [TestCase(".avi")]
    [TestCase(".wmv")]
    [TestCase(".flv")]
    [TestCase(".ogv")]
    [TestCase(".m4v")]
    [TestCase(".mpg")]
    [TestCase(".m2ts")]
    [TestCase(".oma")]
    public void A_video_of_any_kind_is_taken_from_a_folder(string extension)
    {
        using DataFolder folder = new DataFolder().Add("jazz/a.ogg", $"jazz/x{extension}", "rock/c.ogg");
        Assert.That(folder.Open().Tracks.Select(track => track.RelativePath), Does.Contain($"jazz/x{extension}"));
    }

    [TestCase("NA")]
    [TestCase("-nan")]
    [TestCase("NaT")]
    [TestCase("#N/A")]
    [TestCase(" nan ")]
    public void A_cell_that_pandas_takes_for_nothing_is_nothing(string cell)
    {
        using DataFolder folder = new DataFolder().Add("jazz/a.ogg", "jazz/b.ogg", "rock/c.ogg", "rock/d.ogg");
        folder.Write("tracks.csv", ",path,genre,artist,fold\n"
            + $"0,jazz/a.ogg,{cell},x,1.0\n1,jazz/b.ogg,jazz,{cell},2.0\n2,rock/c.ogg,rock,y,{cell}\n");
        GenreDataset dataset = folder.Open();
        Assert.That(dataset.Genres, Is.EqualTo(new[] { "jazz", "rock" }));
        (string?, int?)[] expected = [(null, 2), ("y", null)];
        Assert.That(dataset.Tracks.Select(track => (track.Artist, track.Fold)), Is.EqualTo(expected));
    }

    [Test]
    public void One_genre_in_a_table_and_on_the_disk_in_two_spellings_is_one_genre()
    {
        string composed = "Forr\u00F3", decomposed = composed.Normalize(NormalizationForm.FormD);
        using DataFolder folder = new DataFolder().Add($"{decomposed}/a.ogg", $"{decomposed}/b.ogg", "rock/c.ogg");
        folder.Write("tracks.csv", $"path,genre,artist\n{composed}/a.ogg,{composed},Beyonc\u00E9\n{decomposed}/b.ogg,{decomposed},"
            + $"{"Beyonc\u00E9".Normalize(NormalizationForm.FormD)}\nrock/c.ogg,rock\u00A0,x\n");
        GenreDataset dataset = folder.Open();
        Assert.That(dataset.Skipped, Is.Empty);
        Assert.That(dataset.Genres, Is.EqualTo(new[] { composed, "rock" }));
        Assert.That(dataset.Tracks.Select(track => track.Artist).Distinct(), Has.Exactly(2).Items);
    }

    [Test]
    public void What_cannot_be_saved_is_told_with_the_path_that_was_given()
    {
        string nowhere = _folder.Combine("nowhere", "model.zip");
        foreach (Action<string> save in new Action<string>[] { _classifier.Save, new AudioClip(_tone, Rate).SaveWav })
        {
            Assert.That(() => save(nowhere), Throws.InstanceOf<IOException>()
                .With.Message.Contains(nowhere).And.Message.Contains("there is no folder").And.Message.Not.Contains(".tmp"));
            Assert.That(() => save(_folder.Path), Throws.InstanceOf<IOException>()
                .With.Message.Contains("is a folder").And.Message.Not.Contains(".tmp"));
        }
    }

    private void AssertSilent(string path)
    {
        Assert.That(() => _classifier.Predict(path), Throws.InstanceOf<AudioFormatException>().With.Message.Contains("it is silent"));
        AudioClip clip = AudioClip.FromFile(path);
        Assert.That(() => _classifier.Predict(clip), Throws.InstanceOf<AudioFormatException>().With.Message.Contains("it is silent"));
    }

    private short[] Opposite() => [.. _tone.SelectMany(value => new[] { (short)(value * 32767), (short)(-value * 32767) })];

    private byte[] Encode(int tag, int bits, float[]? samples = null) => [.. (samples ?? _tone).SelectMany(value => (tag, bits) switch
    {
        (3, 32) => BitConverter.GetBytes(value),
        (3, 64) => BitConverter.GetBytes((double)value),
        (1, 8) => [(byte)(128 + (int)(value * 127))],
        // Codes of G.711 that are some sound.
        (6 or 7, 8) => [(byte)(int)(value * 400)],
        _ => BitConverter.GetBytes((long)(value * (1L << 31)))[(4 - bits / 8)..4],
    })];
}
