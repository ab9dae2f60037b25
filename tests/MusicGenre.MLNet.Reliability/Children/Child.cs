using MusicGenre.MLNet.Audio;
using MusicGenre.MLNet.Audio.Decoding;
using MusicGenre.MLNet.Reports;

namespace MusicGenre.MLNet.Endurance.Children;

/// <summary>
/// Work that goes on until it is killed: it writes <c>ready</c> when it has begun. With the number of rounds it ends by itself.
/// </summary>
internal static class Child
{
    /// <summary>Works.</summary>
    /// <param name="verb">The kind of work.</param>
    /// <param name="args">Its folder; the number of rounds.</param>
    /// <returns>The exit code: 0, or 2 where there is no such work.</returns>
    public static int Run(string verb, string[] args)
    {
        Action<int>? work = verb switch
        {
            "save" => Save(args[0]),
            "train" => Train(args[0]),
            "report" => Report(args[0]),
            "decode" => Decode(args[0]),
            "predict" => Predict(args[0], args[1]),
            "outlived" => Outlived(args[0], args[1]),
            "figures" => Figures(args[0], args[1]),
            _ => null,
        };
        if (work is null)
            return 2;
        int rounds = verb is "predict" or "outlived" or "figures" ? 1 : args.Length > 1 ? int.Parse(args[1]) : int.MaxValue;
        for (int i = 0; i < rounds; i++)
        {
            work(i);
            if (i == 0)
                Console.WriteLine("ready");
        }
        return 0;
    }

    /// <summary>What a training of the small music gives: for comparison with one that was disturbed.</summary>
    public static string TrainOnce(string folder, bool reuse)
    {
        using MusicGenreClassifier classifier = MusicGenreClassifier.Train(Path.Combine(folder, "music"), Options(folder, reuse));
        return string.Join(' ', classifier.Predict(ToneGenres.Compose("low", 3, 9)).Ranked.Select(g => $"{g.Genre} {g.Probability:R}"));
    }

    private static TrainOptions Options(string folder, bool reuse) => new()
    {
        Learner = new HeadLearner { Backbone = "mel-statistics", L2Candidates = [1] },
        WorkspacePath = Path.Combine(folder, "cache"),
        ReuseCachedBottleneckValues = reuse,
    };

    private static Action<int> Save(string folder)
    {
        MusicGenreClassifier classifier = MusicGenreClassifier.Pretrained("rock", "jazz", "blues");
        return _ => classifier.Save(Path.Combine(folder, "model.zip"));
    }

    private static Action<int> Train(string folder) => i =>
    {
        // A cache that is full has nothing to write.
        if (i % 2 == 0 && Directory.Exists(Path.Combine(folder, "cache")))
            Directory.Delete(Path.Combine(folder, "cache"), recursive: true);
        TrainOnce(folder, reuse: true);
    };

    private static Action<int> Report(string folder)
    {
        MusicGenreClassifier classifier = MusicGenreClassifier.Train(Path.Combine(folder, "music"), Options(folder, reuse: true));
        EvaluationReport report = classifier.HeldOut!.ToReport();
        return _ => report.Save(Path.Combine(folder, "report"));
    }

    // A stream is copied to a temporary file for ffmpeg.
    private static Action<int> Decode(string folder) => _ =>
    {
        using FileStream stream = File.OpenRead(Path.Combine(folder, "song.flac"));
        AudioClip.FromStream(stream, 16_000);
    };

    private static Action<int> Predict(string file, string culture) => _ =>
    {
        System.Globalization.CultureInfo.CurrentCulture = new System.Globalization.CultureInfo(culture);
        using var classifier = MusicGenreClassifier.Pretrained("rock", "jazz", "blues");
        using var saved = new MemoryStream();
        classifier.Save(saved);
        using var loaded = MusicGenreClassifier.Load(new MemoryStream(saved.ToArray()));
        Console.WriteLine(FormattableString.Invariant($"{loaded.Predict(file)}"));
    };

    // Holds ffmpeg in the middle of a file until somebody kills this process.
    private static Action<int> Outlived(string program, string file) => _ =>
    {
        AudioSource source = AudioSource.FromFile(file, default) with { FindFfmpeg = () => program };
        using AudioStream audio = AudioOpener.Open(source, null);
        Console.WriteLine("ready");
        audio.ReadToEnd();
    };

    private static Action<int> Figures(string folder, string reuse) => _ => Console.WriteLine(TrainOnce(folder, bool.Parse(reuse)));
}
