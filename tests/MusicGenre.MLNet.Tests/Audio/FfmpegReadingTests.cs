using MusicGenre.MLNet.Audio;

namespace MusicGenre.MLNet.Tests.Audio;

/// <summary>Compressed formats, made in the test from a stereo tone of two frequencies.</summary>
public sealed class FfmpegReadingTests
{
    private const int Rate = 44100;
    private const double LeftHertz = 1000;
    private const double RightHertz = 2500;

    private readonly TemporaryFolder _folder = new();
    private byte[] _wav = [];
    private float[] _mono = [];

    [OneTimeSetUp]
    public void MakeTone()
    {
        float[] left = Signals.Sine(LeftHertz, Rate, 3 * Rate, 0.5);
        float[] right = Signals.Sine(RightHertz, Rate, 3 * Rate, 0.3);
        short[] both = left.Zip(right).SelectMany(pair => new[] { (short)(pair.First * 32767), (short)(pair.Second * 32767) }).ToArray();
        _wav = WavBuilder.Pcm16(Rate, 2, both);
        _mono = AudioClip.FromBytes(_wav).Samples.ToArray();
    }

    [OneTimeTearDown]
    public void Clean() => _folder.Dispose();

    [TestCase("mp3", "libmp3lame", 0.05)]
    [TestCase("ogg", "libvorbis", 0.03)]
    [TestCase("opus", "libopus", 0.03)]
    [TestCase("m4a", "aac", 0.03)]
    [TestCase("wma", "wmav2", 0.03)]
    [TestCase("mka", "libvorbis", 0.03)]
    public void Lossy_formats_keep_the_tones(string extension, string codec, double tolerance)
    {
        string path = Ffmpeg.Encode(_folder, $"tone.{extension}", _wav, "-c:a", codec, "-b:a", "192k");
        AudioClip clip = AudioClip.FromFile(path);
        Assert.That(clip.SampleRate, Is.EqualTo(extension == "opus" ? 48000 : Rate));
        AssertTones(clip, tolerance);

        AssertSameThroughStreams(path, clip);
    }

    [Test]
    public void An_mp4_is_read_from_streams_wherever_its_index_is([Values] bool indexFirst, [Values(1, 3, 30)] int seconds)
    {
        byte[] noise = WavBuilder.Pcm16(Rate, 1, Signals.Noise(seconds, seconds * Rate).Select(value => (short)(value * 32767)).ToArray());
        string[] options = indexFirst ? ["-c:a", "aac", "-movflags", "+faststart"] : ["-c:a", "aac"];
        string path = Ffmpeg.Encode(_folder, $"{indexFirst}{seconds}.m4a", noise, options);
        AudioClip clip = AudioClip.FromFile(path);
        Assert.That(clip.Duration.TotalSeconds, Is.EqualTo(seconds).Within(0.05));
        AssertSameThroughStreams(path, clip);
    }

    [TestCase("flac", "flac")]
    [TestCase("aiff", "pcm_s16be")]
    [TestCase("wv", "wavpack")]
    [TestCase("caf", "pcm_s16le")]
    [TestCase("w64", "pcm_s16le")]
    public void Lossless_formats_are_exact(string extension, string codec)
    {
        string path = Ffmpeg.Encode(_folder, $"exact.{extension}", _wav, "-c:a", codec);
        AudioClip clip = AudioClip.FromFile(path);
        Assert.That(clip.SampleRate, Is.EqualTo(Rate));
        Assert.That(clip.Samples.ToArray(), Is.EqualTo(_mono), "the plain mean of both channels, sample by sample");
        AssertSameThroughStreams(path, clip);
    }

    [Test]
    public void A_wav_with_a_codec_of_its_own_goes_to_ffmpeg()
    {
        string path = Ffmpeg.Encode(_folder, "adpcm.wav", _wav, "-c:a", "adpcm_ms");
        AssertTones(AudioClip.FromFile(path), 0.03);
        AssertTones(AudioClip.FromStream(new ForwardOnlyStream(File.ReadAllBytes(path))), 0.03);
    }

    [Test]
    public void Six_channels_are_averaged_like_two()
    {
        var random = new Random(6);
        short[] samples = Enumerable.Range(0, 6 * 9000).Select(_ => (short)random.Next(-20_000, 20_000)).ToArray();
        byte[] wav = WavBuilder.Pcm16(48000, 6, samples);
        string path = Ffmpeg.Encode(_folder, "six.flac", wav);
        Assert.That(AudioClip.FromFile(path).Samples.ToArray(), Is.EqualTo(AudioClip.FromBytes(wav).Samples.ToArray()).Within(1e-7f));
    }

    [Test]
    public void The_content_decides_not_the_extension()
    {
        string flac = Ffmpeg.Encode(_folder, "really.flac", _wav);
        string wrong = _folder.Combine("flac named.wav");
        File.Copy(flac, wrong);
        Assert.That(AudioClip.FromFile(wrong).Samples.ToArray(), Is.EqualTo(_mono));
        Assert.That(AudioClip.FromFile(_folder.Write("wav named.mp3", _wav)).Samples.ToArray(), Is.EqualTo(_mono));
    }

    [Test]
    public void Names_that_mean_something_to_ffmpeg_or_a_shell_are_just_names()
    {
        string flac = Ffmpeg.Encode(_folder, "plain.flac", _wav);
        string[] names = OperatingSystem.IsWindows()
            ? ["-i.flac", "a b & c.flac", "%03d.flac", "ü'ö.flac"]
            : ["-i.flac", "a \"b\" & c.flac", "%03d.flac", "ü'ö.flac", "x:y|z.flac", "back\\\"slash\\.flac", "new\nline.flac", "$HOME `id`.flac"];
        foreach (string name in names)
        {
            string path = _folder.Combine(name);
            File.Copy(flac, path);
            Assert.That(AudioClip.FromFile(path).Samples.ToArray(), Is.EqualTo(_mono), name);
        }
    }

    [Test]
    public void Resampled_and_in_segments_it_is_the_same_sound()
    {
        string path = Ffmpeg.Encode(_folder, "segments.flac", _wav);
        float[] whole = new AudioClip(_mono, Rate).Resample(22050).Samples.ToArray();
        Assert.That(AudioClip.FromFile(path, 22050).Samples.ToArray(), Is.EqualTo(whole));
        AudioClip part = AudioClip.FromFile(path, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(0.5), 22050);
        Assert.That(part.Samples.ToArray(), Is.EqualTo(whole[22050..33075]));
    }

    [Test]
    public void A_video_gives_its_sound_and_a_picture_says_it_has_none()
    {
        string video = _folder.Combine("video.mkv");
        Ffmpeg.Run("-f", "lavfi", "-i", "testsrc=d=1:s=64x48", "-f", "lavfi", "-i", "sine=440:d=1", "-shortest", video);
        Assert.That(AudioClip.FromFile(video).Duration.TotalSeconds, Is.EqualTo(1).Within(0.1));
        string picture = _folder.Combine("picture.mp3.png");
        Ffmpeg.Run("-f", "lavfi", "-i", "testsrc=d=1:s=64x48", "-frames:v", "1", picture);
        Assert.That(() => AudioClip.FromFile(picture), Throws.InstanceOf<AudioFormatException>()
            .With.Message.Contains("picture.mp3.png").And.Message.Contains("it is a PNG picture and no sound"));
    }

    /// <summary>The same samples from bytes, which can seek, and from a stream that cannot.</summary>
    private static void AssertSameThroughStreams(string path, AudioClip clip)
    {
        byte[] bytes = File.ReadAllBytes(path);
        float[] expected = clip.Samples.ToArray();
        Assert.That(AudioClip.FromBytes(bytes).Samples.ToArray(), Is.EqualTo(expected), "bytes");
        Assert.That(AudioClip.FromStream(new ForwardOnlyStream(bytes)).Samples.ToArray(), Is.EqualTo(expected),
            "a stream that cannot seek");
    }

    private static void AssertTones(AudioClip clip, double tolerance)
    {
        Assert.That(clip.Duration.TotalSeconds, Is.EqualTo(3).Within(0.1));
        ReadOnlySpan<float> middle = clip.Samples.Span[(clip.SampleRate / 2)..(5 * clip.SampleRate / 2)];
        double left = Signals.Amplitude(middle, LeftHertz, clip.SampleRate);
        double right = Signals.Amplitude(middle, RightHertz, clip.SampleRate);
        double rms = Signals.Rms(middle);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(left, Is.EqualTo(0.25).Within(tolerance * 0.25), "the left tone, halved by the mean");
            Assert.That(right, Is.EqualTo(0.15).Within(tolerance * 0.15), "the right tone, halved by the mean");
            Assert.That(rms, Is.EqualTo(Math.Sqrt((0.25 * 0.25 + 0.15 * 0.15) / 2)).Within(0.01), "nothing else");
        }
    }
}
