using MusicGenre.MLNet.Data;
using MusicGenre.MLNet.Evaluation;
using MusicGenre.MLNet.Evaluation.Duplicates;
using MusicGenre.MLNet.Evaluation.Leaks;
using MusicGenre.MLNet.Reports;
using MusicGenre.MLNet.Training;

namespace MusicGenre.MLNet.Tests.Reports;

/// <summary>Reports of made-up answers, with names that are hard to show.</summary>
internal static class SampleReport
{
    public const string Hostile = "<script>alert(\"R&B\")</script> | 'soul' é 日本";

    public static EvaluationReport Of(
        int genres, int tracks = 60, string? data = null, ReportOptions? options = null, Func<int, string>? path = null)
        => Folds(genres, tracks, data, path).ToReport(options);

    /// <summary>A report on a split of which <paramref name="check"/> tells.</summary>
    public static EvaluationReport With(SplitCheck check)
    {
        EvaluationResult result = Folds(3, 12).Pooled;
        return (result with { Origin = result.Origin! with { Check = check } }).ToReport();
    }

    public static CrossValidationResult Folds(int genres, int tracks, string? data = null, Func<int, string>? path = null)
    {
        string[] names = Names(genres);
        FoldResult[] folds = [.. Enumerable.Range(0, 2).Select(f => new FoldResult(
            $"fold {f + 1}",
            EvaluationResult.Create(
                names, [.. Enumerable.Range(0, tracks).Where(i => i % 2 == f).Select(i => Track(i, names, path))], [], "2 folds")))];
        CrossValidationResult result = CrossValidationResult.Pool(folds, "2 folds, grouped by track");
        var origin = new EvaluationOrigin
        {
            DataDirectory = data ?? Path.Combine(Path.GetTempPath(), "no such music"),
            Backbone = "mel-statistics",
            Check = new SplitCheck { Grouping = SplitGrouping.Track, DuplicatesAcross = [] },
            Duplicates = new DuplicateReport
            {
                Pairs = [new DuplicatePair("a<b.wav", "c&d.wav", "x", "y", 0.9, TimeSpan.FromSeconds(0.5), TimeSpan.FromSeconds(9))],
                Files = 60,
                Candidates = 9,
            },
            Training = new TrainingSummary
            {
                Tracks = tracks,
                Backbone = "mel-statistics",
                L2Regularization = [1, 3],
                EmbeddingsFromCache = 0,
                EmbeddingTime = TimeSpan.FromSeconds(1),
                TrainingTime = TimeSpan.FromSeconds(2),
                LearningCurves = Curves(2),
            },
        };
        SkippedFile[] skipped = [new(Path.Combine(origin.DataDirectory, "x", "<i>broken</i>.wav"), "it is no \"sound\" & too short")];
        return result with { Pooled = result.Pooled with { Origin = origin, Random = result.Pooled, Skipped = skipped } };
    }

    public static string[] Names(int genres) =>
        [.. Enumerable.Range(0, genres).Select(
            i => i == 0 ? Hostile : i % 3 == 1 ? $"a genre with a rather long name, number {i}" : $"genre {i}")];

    public static LearningCurve[] Curves(int count, int epochs = 12) => [.. Enumerable.Range(1, count).Select(c => new LearningCurve(
        $"fold {c}", [.. Enumerable.Range(1, epochs).Select(e => new LearningEpoch(2.3 / e, 2.3 / e + 0.02 * e, 0.5, 0.4))],
            Math.Min(7, epochs)))];

    private static ScoredTrack Track(int index, string[] names, Func<int, string>? path)
    {
        var probabilities = new float[names.Length];
        int said = index % 3 == 0 ? (index + 1) % names.Length : index % names.Length;
        float sure = names.Length == 1 ? 1 : 0.55f + 0.4f * (index % 10) / 10;
        Array.Fill(probabilities, names.Length == 1 ? 1 : (1 - sure) / (names.Length - 1));
        probabilities[said] = sure;
        return new ScoredTrack(path?.Invoke(index) ?? $"genre/track {index:000} <&\"'>.wav", names[index % names.Length], probabilities);
    }
}
