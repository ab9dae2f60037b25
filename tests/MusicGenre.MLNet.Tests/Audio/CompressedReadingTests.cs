using MusicGenre.MLNet.Audio;

namespace MusicGenre.MLNet.Tests.Audio;

/// <summary>mp3, Ogg Vorbis and Opus, decoded in process, are what ffmpeg decodes, sample for sample.</summary>
public sealed class CompressedReadingTests
{
    private const double Mp3Decibels = 110, VorbisDecibels = 120, OpusDecibels = 50;

    private readonly TemporaryFolder _folder = new();
    private int _files;

    [OneTimeTearDown]
    public void Clean() => _folder.Dispose();

    [Test]
    public void Mp3_of_every_rate([Values(11025, 12000, 16000, 22050, 24000, 32000, 44100, 48000)] int rate, [Values(1, 2)] int channels)
    {
        foreach (string options in new[] { "-b:a 64k", "-q:a 2", "-q:a 7", "-abr 1 -b:a 96k", "-b:a 64k -joint_stereo 0", "-q:a 4 -write_xing 0", "-b:a 48k -reservoir 0" })
            InProcess.AssertLikeFfmpeg(Make("mp3", rate, channels, $"-c:a libmp3lame {options}"), Mp3Decibels);
    }

    [Test]
    public void Mp3_of_another_encoder([Values(32000, 44100, 48000)] int rate, [Values(1, 2)] int channels)
        => InProcess.AssertLikeFfmpeg(Make("mp3", rate, channels, "-c:a libshine -b:a 128k"), Mp3Decibels);

    [Test]
    public void Mp3_of_every_length([Values(1, 575, 1152, 1153, 5000, 44100)] int samples, [Values] bool tag)
        => InProcess.AssertLikeFfmpeg(Make("mp3", 44100, 2, $"-c:a libmp3lame -write_xing {(tag ? 1 : 0)}", samples / 44100.0),
            Mp3Decibels);

    [Test]
    public void Vorbis_of_every_rate([Values(8000, 11025, 16000, 22050, 32000, 44100, 48000, 96000)] int rate, [Values(1, 2)] int channels)
    {
        foreach (string options in new[] { "-q:a 0", "-q:a 5", "-q:a 9" })
            InProcess.AssertLikeFfmpeg(Make("ogg", rate, channels, $"-c:a libvorbis {options}"), VorbisDecibels);
    }

    [Test]
    public void Mp3_with_tags_in_front_and_behind([Values] bool xing)
    {
        byte[] plain = File.ReadAllBytes(
            Make("mp3", 44100, 2, $"-c:a libmp3lame -id3v2_version 0 -write_id3v1 0 -write_xing {(xing ? 1 : 0)}"));
        byte[] id3 = [.. "ID3"u8, 3, 0, 0, 0, 0, 20, 0, .. Noise(2560, 1)];
        byte[] second = [.. "ID3"u8, 4, 0, 0x10, 0, 0, 1, 0, .. new byte[128], .. "3DI"u8, 4, 0, 0x10, 0, 0, 1, 0];
        byte[] id3v1 = [.. "TAG"u8, .. new byte[125]];
        byte[] ape = [.. "APETAGEX"u8, 0xD0, 7, 0, 0, 64, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0xA0, .. new byte[64]];
        float[] expected = InProcess.Decode(new MemoryStream(plain)).Samples.ToArray();
        byte[][] tagged = [[.. id3, .. plain], [.. id3, .. second, .. plain], [.. plain, .. id3v1], [.. plain, .. ape, .. id3v1],
            [.. id3, .. plain, .. new byte[500]]];
        foreach (byte[] bytes in tagged)
        {
            string path = _folder.Write($"{_files++}.mp3", bytes);
            Assert.That(InProcess.Decode(path).Samples.ToArray(), Is.EqualTo(expected), path);
            InProcess.AssertLikeFfmpeg(path, Mp3Decibels);
        }
    }

    [Test]
    public void Mp3_without_a_tag_may_be_cut_anywhere()
    {
        byte[] whole = File.ReadAllBytes(Make("mp3", 44100, 2, "-c:a libmp3lame -q:a 4 -write_xing 0"));
        foreach (int bytes in new[] { 3000, 3001, 10_000, whole.Length - 1, whole.Length - 300 })
            AssertLikeFfmpegIfItIsThere(_folder.Write($"{_files++}.mp3", whole[..bytes]), Mp3Decibels, atMostShorter: 1152);
    }

    [Test]
    public void Mp3_that_begins_in_the_middle_is_what_ffmpeg_makes_of_it()
    {
        byte[] whole = File.ReadAllBytes(Make("mp3", 44100, 2, "-c:a libmp3lame -b:a 128k -write_xing 0 -id3v2_version 0", 4));
        string path = _folder.Write($"{_files++}.mp3", whole[(20 * 418)..]);
        AssertLikeFfmpegIfItIsThere(path, Mp3Decibels, atMostShorter: 1152);
        path = _folder.Write($"{_files++}.mp3", whole[(20 * 418 + 100)..]);
        AssertLikeFfmpegIfItIsThere(path, Mp3Decibels, atMostShorter: 1152);
        AudioClip alone = InProcess.Decode(path), expected = AudioClip.FromFile(path);
        Assert.That(Signals.Rms(alone.Samples.Span), Is.EqualTo(Signals.Rms(expected.Samples.Span)).Within(0.02));
    }

    [Test]
    public void Mp3_with_padding_before_its_tag()
    {
        byte[] plain = File.ReadAllBytes(Make("mp3", 44100, 2, "-c:a libmp3lame -id3v2_version 0"));
        AssertLikeFfmpegIfItIsThere(_folder.Write($"{_files++}.mp3", [.. new byte[900], .. plain]), Mp3Decibels, atMostShorter: 2304);
    }

    [Test]
    public void Mp3_of_8_kHz_is_left_to_ffmpeg()
    {
        string path = Make("mp3", 8000, 1, "-c:a libmp3lame");
        Assert.That(AudioClip.FromFile(path).Samples.ToArray(), Is.EqualTo(InProcess.DecodeWithFfmpeg(path).Samples.ToArray()));
        Assert.That(() => InProcess.Decode(path), Throws.InstanceOf<FfmpegNotFoundException>());
    }

    [Test]
    public void Mp3s_of_different_kinds_behind_each_other_are_what_ffmpeg_makes_of_them()
    {
        byte[] one = File.ReadAllBytes(Make("mp3", 44100, 2, "-c:a libmp3lame")),
            other = File.ReadAllBytes(Make("mp3", 44100, 1, "-c:a libmp3lame -q:a 3"));
        byte[] slower = File.ReadAllBytes(Make("mp3", 22050, 1, "-c:a libmp3lame"));
        foreach (byte[] joined in new byte[][] { [.. one, .. one], [.. one, .. other], [.. other, .. slower] })
        {
            string path = _folder.Write($"{_files++}.mp3", joined);
            AssertLikeFfmpegIfItIsThere(path, Mp3Decibels, atMostShorter: joined.Length * 100);
        }
    }

    /// <summary>Asserts that ffmpeg decides where it may, and that there is about as much sound without it.</summary>
    private static void AssertLikeFfmpegIfItIsThere(string path, double decibels, int atMostShorter)
    {
        AudioClip expected = InProcess.DecodeWithFfmpeg(path), actual = AudioClip.FromFile(path), alone = InProcess.Decode(path);
        string name = Path.GetFileName(path);
        Assert.That(actual.Samples.Length, Is.EqualTo(expected.Samples.Length), name);
        Assert.That(InProcess.Decibels(actual, expected), Is.GreaterThanOrEqualTo(decibels), name);
        Assert.That(alone.Samples.Length, Is.InRange(expected.Samples.Length - atMostShorter, expected.Samples.Length + 1152),
            $"{name}: without ffmpeg");
        AudioClip streamed = AudioClip.FromStream(new ForwardOnlyStream(File.ReadAllBytes(path)));
        Assert.That(streamed.Samples.Length, Is.EqualTo(expected.Samples.Length), name);
        Assert.That(InProcess.Decibels(streamed, expected), Is.GreaterThanOrEqualTo(decibels), name);
    }

    [Test]
    public void A_cut_off_mp3_is_told_like_a_cut_off_wav([Values] bool seekable, [Values(0, 0.3, 0.9)] double kept)
    {
        byte[] whole = File.ReadAllBytes(Make("mp3", 44100, 2, "-c:a libmp3lame -q:a 4 -id3v2_version 0", 4));
        byte[] cut = whole[..Math.Max(500, (int)(kept * whole.Length))];
        Stream stream = seekable ? new MemoryStream(cut) : new ForwardOnlyStream(cut);
        Assert.That(() => InProcess.Decode(stream), Throws.InstanceOf<AudioFormatException>()
            .With.Message.Contains("it is truncated: its header promises 4.").And.Message.Contains("Copy it again"));
    }

    [Test]
    public void Streams_behind_each_other_are_one_sound([Values("ogg", "opus")] string extension)
    {
        string options = extension == "ogg" ? "-c:a libvorbis" : "-c:a libopus";
        byte[] first = File.ReadAllBytes(Make(extension, 48000, 2, options, 3)),
            second = File.ReadAllBytes(Make(extension, 48000, 2, options, 2));
        string path = _folder.Write($"{_files++}.{extension}", [.. first, .. second]);
        float[] expected = [.. InProcess.Decode(new MemoryStream(first)).Samples.Span,
            .. InProcess.Decode(new MemoryStream(second)).Samples.Span];
        Assert.That(InProcess.Decode(path).Samples.ToArray(), Is.EqualTo(expected));
        AssertLikeFfmpegIfItIsThere(path, extension == "ogg" ? VorbisDecibels : OpusDecibels, atMostShorter: 128);
    }

    [Test]
    public void Ogg_may_be_cut_anywhere([Values("ogg", "opus")] string extension)
    {
        byte[] whole = File.ReadAllBytes(Make(extension, 48000, 2, extension == "ogg" ? "-c:a libvorbis" : "-c:a libopus", 5));
        foreach (double kept in new[] { 0.5, 0.71, 0.95 })
        {
            string path = _folder.Write($"{_files++}.{extension}", whole[..(int)(kept * whole.Length)]);
            InProcess.AssertLikeFfmpeg(path, extension == "ogg" ? VorbisDecibels : OpusDecibels);
        }
    }

    private static byte[] Noise(int count, int seed)
    {
        var bytes = new byte[count];
        new Random(seed).NextBytes(bytes);
        return bytes;
    }

    [Test]
    public void Vorbis_of_six_channels_is_left_to_ffmpeg()
    {
        string path = Make("ogg", 48000, 6, "-c:a libvorbis");
        Assert.That(AudioClip.FromFile(path).Samples.ToArray(), Is.EqualTo(InProcess.DecodeWithFfmpeg(path).Samples.ToArray()));
        Assert.That(() => InProcess.Decode(path), Throws.InstanceOf<FfmpegNotFoundException>());
    }

    // ffmpeg ends streams of a single page half a short block too early or too late; ours have the length that was encoded.
    [Test]
    public void Vorbis_of_every_length([Values(1, 100, 1024, 1025, 5000, 44100)] int samples)
    {
        string path = Make("ogg", 44100, 2, "-c:a libvorbis", samples / 44100.0);
        AudioClip expected = InProcess.DecodeWithFfmpeg(path), actual = InProcess.Decode(path);
        Assert.That(actual.Samples.Length, Is.EqualTo(samples));
        Assert.That(expected.Samples.Length, Is.EqualTo(samples).Within(128));
        Assert.That(InProcess.Decibels(actual, expected), Is.GreaterThanOrEqualTo(VorbisDecibels));
    }

    [Test]
    public void Opus_of_every_kind([Values(16000, 24000, 48000)] int rate, [Values(1, 2)] int channels)
    {
        foreach (string options in new[] { "-b:a 64k -application lowdelay", "-b:a 96k", "-b:a 160k -vbr off", "-b:a 64k -frame_duration 2.5", "-b:a 96k -frame_duration 10" })
            InProcess.AssertLikeFfmpeg(Make("opus", rate, channels, $"-c:a libopus {options}"), OpusDecibels);
    }

    [Test]
    public void Opus_speech_is_left_to_ffmpeg_if_it_is_there([Values(1, 2)] int channels)
    {
        string path = Make("opus", 16000, channels, "-c:a libopus -b:a 16k -application voip");
        AudioClip expected = InProcess.DecodeWithFfmpeg(path), alone = InProcess.Decode(path);
        Assert.That(AudioClip.FromFile(path).Samples.ToArray(), Is.EqualTo(expected.Samples.ToArray()));
        Assert.That(alone.Samples.Length, Is.EqualTo(expected.Samples.Length));
        Assert.That(Signals.Rms(alone.Samples.Span),
            Is.EqualTo(Signals.Rms(expected.Samples.Span)).Within(0.02 * Signals.Rms(expected.Samples.Span)));
    }

    [Test]
    public void Opus_of_every_length([Values(1, 100, 960, 961, 5000, 48000)] int samples)
        => InProcess.AssertLikeFfmpeg(Make("opus", 48000, 2, "-c:a libopus", samples / 48000.0), OpusDecibels);

    /// <summary>Two seconds of music-like sound: chords with a beat, and noise; the channels differ.</summary>
    private string Make(string extension, int rate, int channels, string options, double seconds = 2)
    {
        int count = Math.Max(1, (int)Math.Round(seconds * rate));
        var random = new Random(channels * rate);
        var samples = new short[count * channels];
        for (int i = 0; i < count; i++)
        {
            double t = (double)i / rate, beat = Math.Exp(-8 * (t * 3 % 1));
            for (int c = 0; c < channels; c++)
            {
                double chord = Math.Sin(2 * Math.PI * (220 + 30 * c) * t) + Math.Sin(2 * Math.PI * 331 * t)
                    + Math.Sin(2 * Math.PI * (1250 + 200 * c) * t);
                samples[i * channels + c] = (short)(
                    30_000 * (0.2 * beat * chord + 0.1 * beat * (random.NextDouble() - 0.5) + 0.01 * random.NextDouble()));
            }
        }
        return Ffmpeg.Encode(_folder, $"{_files++}.{extension}", WavBuilder.Pcm16(rate, channels, samples), options.Split(' '));
    }
}
