using System.Globalization;
using MusicGenre.MLNet.Data;

namespace Compare.Output;

/// <summary>What must be said below the table.</summary>
internal static class Footnotes
{
    private const int MostSkipped = 10;

    /// <summary>The footnotes, a line each: problems first, then what the rows and the columns mean.</summary>
    public static IReadOnlyList<string> Of(Comparison comparison)
    {
        IEnumerable<string> problems = comparison.Rows
            .Where(row => row.Problem is not null)
            .Select(row => row.Metrics is null ? $"{row.Model} could not be trained: {row.Problem}" : $"{row.Model}: {row.Problem}");
        IEnumerable<string> models = comparison.Rows.Select(row => $"{row.Model} = {row.About}.");
        return [.. problems, .. comparison.Differing, .. Skipped(comparison.Skipped), .. models, .. Columns(comparison)];
    }

    private static IEnumerable<string> Columns(Comparison comparison)
    {
        if (comparison.Split is null)
            yield break;
        yield return Invariant(
            $"Figures: {comparison.Tracks} tracks of {comparison.Genres} genres in {comparison.Data}, {comparison.Split}, seed {comparison.Seed}; each track was answered for by a model that learned neither from it nor from its artist, where known.");
        if (comparison.Epochs is { } epochs)
            yield return Invariant($"Networks were trained with --epochs {epochs} at most: a quick look, unless that is as many as suit them.");
        yield return "In brackets: 95 % intervals, bootstrap over tracks.";
        yield return "parameters: of the network that looks at a clip. An ONNX file is counted whole, with layers behind the embedding; the head on it (one weight for each genre and value of the embedding) is not.";
        yield return Invariant($"training: from the files to the trained model, all folds together, on {comparison.Cores} cores.");
        yield return Invariant(
            $"ms/clip: decoding, front end and network, warm, one clip at a time, the network on one core; median over {comparison.Clips} clips, the same for all models.");
    }

    private static IEnumerable<string> Skipped(IReadOnlyList<SkippedFile> skipped)
    {
        foreach (SkippedFile file in skipped.Take(MostSkipped))
            yield return $"skipped {file.Path}: {file.Reason}";
        if (skipped.Count > MostSkipped)
            yield return Invariant($"skipped {skipped.Count - MostSkipped} more files.");
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
