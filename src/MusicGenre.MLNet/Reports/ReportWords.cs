using System.Globalization;
using System.Reflection;
using System.Runtime.InteropServices;
using MusicGenre.MLNet.Data;
using MusicGenre.MLNet.Evaluation;

namespace MusicGenre.MLNet.Reports;

/// <summary>Numbers and facts in the words that page and model card share.</summary>
internal static class ReportWords
{
    public static string Percent(double share) => Invariant($"{100 * share:0.0}\u00A0%");

    public static string Fixed(double value) => Invariant($"{value:0.000}");

    public static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    public static string Interval(ConfidenceInterval interval) =>
        Invariant($"{100 * interval.Lower:0.0}–{100 * interval.Upper:0.0}\u00A0%");

    /// <summary>The library's version without the commit that the build may append to it.</summary>
    public static string Version { get; } = VersionOf(typeof(ReportWords));

    /// <summary>
    /// The files that could not be used, relative to the data folder, with reasons. A report is given to others, so it holds no full path,
    /// which may name a user.
    /// </summary>
    public static IEnumerable<(string Path, string Reason)> Skipped(EvaluationReport report)
    {
        string? folder = report.Result.Origin?.DataDirectory;
        foreach (SkippedFile file in report.Result.Skipped)
        {
            string path = folder is null ? Path.GetFileName(file.Path) : Path.GetRelativePath(folder, file.Path).Replace('\\', '/');
            yield return (path, file.Reason.Replace(file.Path, path, StringComparison.Ordinal));
        }
    }

    /// <summary>The measures beside the share of tracks that were right, each with what to compare it with or its 95 % interval.</summary>
    public static IEnumerable<(string Name, string Value, string Remark)> Measures(EvaluationReport report)
    {
        EvaluationMetrics metrics = report.Result.Metrics;
        yield return ("among the first two", Percent(metrics.TopK(2)), Interval(metrics.TopKInterval(2)));
        yield return ("among the first three", Percent(metrics.TopK(3)), Interval(metrics.TopKInterval(3)));
        yield return ("macro F1", Fixed(metrics.MacroF1), "every genre counts the same");
        yield return ("log-loss", Fixed(metrics.LogLoss), $"guessing: {Fixed(Math.Log(metrics.Genres.Count))}");
        if (report.Calibration is { } calibration)
        {
            string name = $"expected calibration error, {calibration.Before.Bins.Count} bins";
            string after = Fixed(calibration.After.ExpectedError);
            yield return (name, Fixed(calibration.Before.ExpectedError), $"{after} after temperature scaling");
        }
        if (report.Result.Trust is { } trust)
        {
            yield return (
                "sets of 90\u00A0% that hold the right genre", Percent(trust.CoveredShare),
                Invariant($"{trust.MeanSize:0.0} genres on average"));
            yield return ("wrongly called unknown", Percent(trust.UnknownShare), "their genres were learned");
        }
        if (report.Result.Random is { } random)
            yield return ("right, if split at random", Percent(random.Metrics.Top1), Interval(random.Metrics.Top1Interval));
    }

    /// <summary>What made the figures, name by name.</summary>
    public static IReadOnlyList<(string Name, string Value)> Settings(EvaluationReport report)
    {
        var rows = new List<(string, string)>();
        EvaluationResult result = report.Result;
        if (result.Origin is { } origin)
        {
            rows.Add(("data", Path.GetFileName(Path.TrimEndingDirectorySeparator(origin.DataDirectory))));
            rows.Add(("backbone", origin.Backbone));
            rows.Add(("taken", origin.Created.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture)));
        }
        rows.Add(("split", result.Split));
        rows.Add(("seed", Invariant($"{result.Metrics.Seed}")));
        rows.AddRange((result.Origin?.Settings ?? []).Select(setting => (setting.Key, setting.Value)));
        if (result.Origin?.Training is { } training)
            rows.AddRange(Settings(training));
        rows.Add(("interval", "95 %, Wilson's for shares of tracks, which takes tracks of one artist for independent"));
        rows.Add(("MusicGenre.MLNet", Version));
        rows.Add(("ML.NET", VersionOf(typeof(Microsoft.ML.MLContext))));
        rows.Add(("ONNX Runtime", VersionOf(typeof(Microsoft.ML.OnnxRuntime.InferenceSession))));
        rows.Add((".NET", RuntimeInformation.FrameworkDescription));
        rows.Add(("system", $"{RuntimeInformation.OSDescription.Trim()}, {RuntimeInformation.ProcessArchitecture}"));
        return rows;
    }

    private static string VersionOf(Type type)
        => (type.Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown").Split('+')[0];

    private static IEnumerable<(string, string)> Settings(TrainingSummary training)
    {
        if (training.L2Regularization.Count > 0)
            yield return ("L2 penalties chosen", string.Join(", ", training.L2Regularization.Select(c => Invariant($"{c}"))));
        if (training.Parameters is { } parameters)
            yield return ("parameters", Invariant($"{parameters:N0}"));
        string cached = $"{training.EmbeddingsFromCache} of {training.Tracks} from the cache";
        yield return ("embedding all files", Invariant($"{training.EmbeddingTime.TotalSeconds:0.0} s, {cached}"));
        yield return ("training", Invariant($"{training.TrainingTime.TotalSeconds:0.0} s"));
    }
}
