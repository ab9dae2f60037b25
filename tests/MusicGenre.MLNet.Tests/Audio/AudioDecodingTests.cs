using MusicGenre.MLNet.Audio;
using MusicGenre.MLNet.Prediction;

namespace MusicGenre.MLNet.Tests.Audio;

/// <summary>The settings that belong to the process.</summary>
[NonParallelizable]
public sealed class AudioDecodingTests
{
    private TemporaryFolder _folder = null!;
    private string _mp3 = null!;

    [SetUp]
    public void MakeSong()
    {
        _folder = new TemporaryFolder();
        short[] tone = [.. Signals.Sine(440, 22_050, 22_050, 0.3).Select(value => (short)(value * 32767))];
        _mp3 = Ffmpeg.Encode(_folder, "song.mp3", WavBuilder.Pcm16(22_050, 1, tone));
    }

    [TearDown]
    public void Reset()
    {
        (AudioDecoding.Prefer, AudioDecoding.FfmpegPath) = (AudioDecoder.InProcess, null);
        _folder.Dispose();
    }

    [Test]
    public void Without_ffmpeg_its_formats_are_missing_and_the_others_are_read()
    {
        AudioDecoding.FfmpegPath = _folder.Combine("nowhere");
        AudioDecoding.Prefer = AudioDecoder.Ffmpeg;

        Assert.That(AudioDecoding.Available.Keys, Has.None.EqualTo(".flac"));
        Assert.That(AudioDecoding.Available[".mp3"], Is.EqualTo(AudioDecoder.InProcess));
        Assert.That(AudioClip.FromFile(_mp3).Samples.Length, Is.EqualTo(22_050));
        string flac = _folder.Write("a.flac", [.. "fLaC"u8, .. new byte[2000]]);
        Assert.That(() => AudioClip.FromFile(flac), Throws.InstanceOf<FfmpegNotFoundException>());
    }

    [Test]
    public void Of_many_files_without_ffmpeg_each_says_it_in_a_short_sentence()
    {
        AudioDecoding.FfmpegPath = _folder.Combine("nowhere");
        string[] flacs = [.. Enumerable.Range(0, 5).Select(i => _folder.Write($"{i}.flac", [.. "fLaC"u8, .. new byte[2000]]))];
        using MusicGenreClassifier classifier = MusicGenreClassifier.Pretrained("jazz", "rock");
        PredictionResult[] results = [.. classifier.PredictMany([.. flacs, _mp3])];
        Assert.That(results.Take(5).Select(result => result.Error), Is.EqualTo(
            flacs.Select(path => $"'{path}': it needs the program ffmpeg, which was not found.")));
        Assert.That(results[5].Succeeded, Is.True);
        Assert.That(results[0].Exception!.Message, Does.Contain("Install it with").And.Contain("MUSICGENRE_FFMPEG"));
    }

    [Test]
    public void The_environment_names_the_program_too()
    {
        string? before = Environment.GetEnvironmentVariable("MUSICGENRE_FFMPEG");
        try
        {
            Environment.SetEnvironmentVariable("MUSICGENRE_FFMPEG", _folder.Combine("nowhere"));
            Assert.That(AudioDecoding.Available.ContainsKey(".flac"), Is.False);
        }
        finally
        {
            Environment.SetEnvironmentVariable("MUSICGENRE_FFMPEG", before);
        }
        Assert.That(AudioDecoding.Available.ContainsKey(".flac"), Is.True);
    }

    [TestCase("wav", "pcm_s16le")]
    [TestCase("au", "pcm_s16be")]
    [TestCase("aiff", "pcm_s16be")]
    [TestCase("mp3", "libmp3lame")]
    [TestCase("ogg", "libvorbis")]
    [TestCase("opus", "libopus")]
    public void Without_ffmpeg_the_common_formats_get_the_same_answers(string extension, string codec)
    {
        short[] song = [.. Signals.Noise(3, 6 * 22_050).Select((v, i) => (short)(12_000 * v * Math.Exp(-4.0 * (i % 11_025) / 11_025)))];
        string path = Ffmpeg.Encode(_folder, $"answered.{extension}", WavBuilder.Pcm16(22_050, 1, song), "-c:a", codec);
        using MusicGenreClassifier classifier = MusicGenreClassifier.Pretrained("jazz", "rock", "electronic", "classical");
        AudioDecoding.Prefer = AudioDecoder.Ffmpeg;
        GenrePrediction expected = classifier.Predict(path);

        AudioDecoding.FfmpegPath = _folder.Combine("nowhere");
        GenrePrediction answer = classifier.Predict(path);

        Assert.That(answer.Genre, Is.EqualTo(expected.Genre));
        Assert.That(answer.Confidence, Is.EqualTo(expected.Confidence).Within(0.01));
    }

    [Test]
    public void With_ffmpeg_all_are_there_and_it_can_be_preferred()
    {
        AudioClip expected = InProcess.DecodeWithFfmpeg(_mp3);
        Assert.That(AudioDecoding.Available[".flac"], Is.EqualTo(AudioDecoder.Ffmpeg));
        Assert.That(AudioDecoding.Available[".mp3"], Is.EqualTo(AudioDecoder.InProcess));

        AudioDecoding.Prefer = AudioDecoder.Ffmpeg;
        Assert.That(AudioDecoding.Available[".mp3"], Is.EqualTo(AudioDecoder.Ffmpeg));
        Assert.That(AudioDecoding.Available[".wav"], Is.EqualTo(AudioDecoder.InProcess));
        Assert.That(AudioClip.FromFile(_mp3).Samples.ToArray(), Is.EqualTo(expected.Samples.ToArray()));
    }

    [Test]
    public void A_program_that_is_named_is_the_one_that_is_run()
    {
        string program = _folder.Write("ffmpeg", "#!/bin/sh\nexit 3\n"u8.ToArray());
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        AudioDecoding.FfmpegPath = OperatingSystem.IsWindows() ? program : _folder.Path;
        AudioDecoding.Prefer = AudioDecoder.Ffmpeg;

        Assert.That(() => AudioClip.FromFile(_mp3), Throws.TypeOf<FfmpegException>().With.Message.Contains("code 3"));
    }

    [Test]
    public void What_is_no_decoder_is_refused() =>
        Assert.That(() => AudioDecoding.Prefer = (AudioDecoder)7, Throws.InstanceOf<ArgumentOutOfRangeException>());
}
