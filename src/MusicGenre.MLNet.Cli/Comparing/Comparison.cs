using MusicGenre.MLNet.Data;
using MusicGenre.MLNet.Evaluation;

namespace MusicGenre.MLNet.Cli.Comparing;

/// <summary>The results of a comparison.</summary>
/// <param name="Data">The data folder, as it was named.</param>
/// <param name="Rows">The models, in the order of the table.</param>
/// <param name="Seed">Seed of folds, networks and intervals.</param>
/// <param name="Epochs">The most epochs that were asked for; null for as many as suit a network.</param>
/// <param name="Clips">Number of clips that the speed was measured on.</param>
/// <param name="Cores">Number of cores of this machine.</param>
internal sealed record Comparison(string Data, IReadOnlyList<ComparisonRow> Rows, int Seed, int? Epochs, int Clips, int Cores)
{
    /// <summary>Gets the figures of the first model that could be trained; null if none could.</summary>
    public EvaluationResult? First => Trained.FirstOrDefault()?.Result;

    /// <summary>Gets the files that a model could not use.</summary>
    public IReadOnlyList<SkippedFile> Skipped => [.. Trained.SelectMany(row => row.Result!.Skipped).DistinctBy(file => file.Path)];

    /// <summary>
    /// Gets a sentence for each model that was not tested on the same tracks in the same folds as the first one, because one of them could
    /// not use some files.
    /// </summary>
    public IEnumerable<string> Differing => Trained.Skip(1).Where(row => !row.Tested.SetEquals(Trained.First().Tested)).Select(row =>
        $"{row.Model.Name} was not tested on the same folds of tracks as {Trained.First().Model.Name} ({row.Tested.Count} tracks, not "
        + $"{Trained.First().Tested.Count}, or in other folds), because one of them could not use some files: "
        + "do not compare these two rows.");

    private IEnumerable<ComparisonRow> Trained => Rows.Where(row => row.Result is not null);
}
