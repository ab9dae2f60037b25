using MusicGenre.MLNet.Cli.Output;
using MusicGenre.MLNet.Data;
using MusicGenre.MLNet.Evaluation;
using static MusicGenre.MLNet.Cli.Output.Words;

namespace MusicGenre.MLNet.Cli.Comparing;

/// <summary>A comparison as a table for people, with all that must be said below it, and as CSV for programs.</summary>
internal static class ComparisonTable
{
    private const int MostSkipped = 10;

    private static readonly string[] CsvTitles =
    [
        "model", "kind", "parameters", "training_seconds", "milliseconds_per_clip", "tracks", "top1", "top1_lower", "top1_upper",
        "top2", "top2_lower", "top2_upper", "macro_f1", "macro_f1_lower", "macro_f1_upper", "log_loss", "split", "seed", "problem",
    ];

    /// <summary>Gets the table.</summary>
    public static TextTable Of(Comparison comparison) => new()
    {
        Columns = TextTable.ColumnsOf(2, "model", "kind", "parameters", "training", "ms/clip", "top-1", "top-2", "macro F1", "log-loss"),
        Rows = [.. comparison.Rows.Select(Cells)],
        Notes = Notes(comparison),
    };

    /// <summary>Gets it as CSV: shares 0…1, times in seconds or milliseconds, empty where there is no figure.</summary>
    public static string CsvOf(Comparison comparison) => Csv.Of(CsvTitles, comparison.Rows.Select(row => CsvCells(row, comparison)));

    private static Cell[] Cells(ComparisonRow row)
    {
        EvaluationMetrics? metrics = row.Result?.Metrics;
        return
        [
            row.Model.Name,
            row.Model.Kind,
            row.Parameters is { } parameters ? Invariant($"{parameters:N0}") : None,
            row.TrainingTime is { } training ? Duration(training) : None,
            row.TimePerClip is { } clip ? Milliseconds(clip) : None,
            metrics is null ? None : Percent(metrics.Top1, metrics.Top1Interval),
            metrics is null ? None : Percent(metrics.TopK(2), metrics.TopKInterval(2)),
            metrics is null ? None : Fixed(metrics.MacroF1, row.MacroF1Interval),
            metrics is null ? None : Fixed(metrics.LogLoss),
        ];
    }

    private static string Milliseconds(TimeSpan time)
        => time.TotalMilliseconds < 10 ? Invariant($"{time.TotalMilliseconds:0.0}") : Invariant($"{time.TotalMilliseconds:0}");

    // Problems first, then what the rows and the columns mean.
    private static IReadOnlyList<string> Notes(Comparison comparison) =>
    [
        .. comparison.Rows.Where(row => row.Problem is not null)
            .Select(row => $"{row.Model.Name}{(row.Result is null ? " could not be trained" : "")}: {row.Problem}"),
        .. comparison.Differing,
        .. comparison.Skipped.Take(MostSkipped)
            .Select(file => $"skipped {Path.GetRelativePath(comparison.Data, file.Path)}: {file.Reason}"),
        .. comparison.Skipped.Count <= MostSkipped ? (string[])[]
            : [Invariant($"skipped {comparison.Skipped.Count - MostSkipped} more files.")],
        .. comparison.Rows.Select(row => $"{row.Model.Name} = {row.Model.About}."),
        .. comparison.First is { } first ? AboutColumns(comparison, first) : [],
    ];

    private static IEnumerable<string> AboutColumns(Comparison comparison, EvaluationResult first)
    {
        yield return Invariant($"Figures: {first.Metrics.Count} tracks of {first.Metrics.Genres.Count} genres in {comparison.Data}, ")
            + Invariant($"{first.Split}, seed {comparison.Seed}; each track was answered by a model that learned neither from it ")
            + "nor from its artist, where known.";
        if (comparison.Epochs is { } epochs)
            yield return Invariant(
                $"Networks were trained with --epochs {epochs} at most: a quick look, unless that is as many as suit them.");
        yield return "In brackets: 95 % intervals, Wilson's for shares of tracks, by bootstrap over tracks for macro F1.";
        yield return "parameters: of the network that embeds a clip. An ONNX file is counted whole, with layers behind the embedding; "
            + "the head on it (one weight for each genre and value of the embedding) is not.";
        yield return Invariant($"training: from the files to the trained model, all folds together, on {comparison.Cores} cores.");
        yield return "ms/clip: decoding, front end and network, warm, one clip at a time, the network on one core; "
            + Invariant($"median over {comparison.Clips} clips, the same for all models.");
    }

    private static IEnumerable<string?> CsvCells(ComparisonRow row, Comparison comparison) =>
    [
        row.Model.Name,
        row.Model.Kind,
        row.Parameters is { } parameters ? Invariant($"{parameters}") : null,
        Number(row.TrainingTime?.TotalSeconds, digits: 3),
        Number(row.TimePerClip?.TotalMilliseconds, digits: 3),
        row.Result is { } result ? Invariant($"{result.Metrics.Count}") : null,
        .. Share(row.Result?.Metrics.Top1, row.Result?.Metrics.Top1Interval),
        .. Share(row.Result?.Metrics.TopK(2), row.Result?.Metrics.TopKInterval(2)),
        .. Share(row.Result?.Metrics.MacroF1, row.MacroF1Interval),
        Number(row.Result?.Metrics.LogLoss),
        comparison.First?.Split,
        Invariant($"{comparison.Seed}"),
        row.Problem,
    ];

    private static string?[] Share(double? value, ConfidenceInterval? interval)
        => [Number(value), Number(interval?.Lower), Number(interval?.Upper)];

    private static string? Number(double? value, int digits = 6)
        => value is { } number ? Invariant($"{Math.Round(number, digits):0.######}") : null;
}
