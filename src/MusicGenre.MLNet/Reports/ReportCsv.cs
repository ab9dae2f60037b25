using System.Globalization;
using MusicGenre.MLNet.Evaluation;

namespace MusicGenre.MLNet.Reports;

/// <summary>Tables as RFC 4180 wants them, with a header, '.' in numbers and fractions of 0…1.</summary>
internal static class ReportCsv
{
    /// <summary>One line a track.</summary>
    public static string Answers(EvaluationReport report)
    {
        string[] genres = [.. report.Result.Metrics.Genres];
        Dictionary<string, ScoredTrack> scaled = (report.Calibration?.Tracks ?? []).ToDictionary(t => t.Track);
        Dictionary<string, string> folds = (report.CrossValidation?.Folds ?? [])
            .SelectMany(fold => fold.Result.Tracks.Select(t => (t.Track, fold.Name))).ToDictionary(t => t.Track, t => t.Name);
        string[] header = ["track", "genre", "predicted", "right", "confidence", "calibrated_confidence", "rank_of_genre", "fold"];
        var rows = new List<IEnumerable<string>> { header.Concat(genres.Select(g => $"p({g})")) };
        foreach (ScoredTrack track in report.Result.Tracks)
        {
            float[] probabilities = track.Probabilities.ToArray();
            int predicted = track.Predicted(genres);
            int truth = Array.IndexOf(genres, track.Genre);
            string calibrated = scaled.TryGetValue(track.Track, out ScoredTrack? after) ? Number(after.Probabilities.Span[predicted]) : "";
            string rank = (1 + track.RankOf(truth, genres)).ToString(CultureInfo.InvariantCulture);
            string[] cells =
            [
                track.Track, track.Genre, genres[predicted], predicted == truth ? "true" : "false", Number(probabilities[predicted]),
                calibrated, rank, folds.GetValueOrDefault(track.Track, ""),
            ];
            rows.Add(cells.Concat(probabilities.Select(p => Number(p))));
        }
        return Table(rows);
    }

    /// <summary>One line a genre.</summary>
    public static string Genres(EvaluationReport report) => Table(
        [["genre", "tracks", "precision", "recall", "f1"], .. report.Result.Metrics.PerGenre.Select(g => (IEnumerable<string>)
            [g.Genre, g.Support.ToString(CultureInfo.InvariantCulture), Number(g.Precision), Number(g.Recall), Number(g.F1)])]);

    /// <summary>A line for each true genre, a column for each predicted one.</summary>
    public static string Confusion(EvaluationReport report)
    {
        ConfusionMatrix matrix = report.Result.Metrics.Confusion;
        return Table([["true \\ predicted", .. matrix.Genres], .. matrix.Genres.Select((genre, row) => (IEnumerable<string>)
            [genre, .. matrix.Counts[row].Select(c => c.ToString(CultureInfo.InvariantCulture))])]);
    }

    private static string Number(double value) => value.ToString("0.######", CultureInfo.InvariantCulture);

    private static string Table(IEnumerable<IEnumerable<string>> rows)
        => string.Concat(rows.Select(row => string.Join(',', row.Select(Cell)) + "\r\n"));

    private static string Cell(string text) => text.AsSpan().IndexOfAny(",\"\r\n") < 0 ? text : $"\"{text.Replace("\"", "\"\"")}\"";
}
