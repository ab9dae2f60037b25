namespace MusicGenre.MLNet.Cli.Comparing;

/// <summary>Makes sure that the rows of a table may be compared.</summary>
internal static class SameTracks
{
    /// <summary>
    /// Models that were not tested on the same tracks in the same folds as the first one, because one of them could not use some files.
    /// </summary>
    /// <returns>A sentence for each.</returns>
    public static IReadOnlyList<string> Check(IReadOnlyList<ModelOutcome> outcomes)
    {
        ModelOutcome[] trained = [.. outcomes.Where(outcome => outcome.Result is not null)];
        return
        [
            .. trained.Skip(1).Where(outcome => !outcome.Tested.SetEquals(trained[0].Tested)).Select(outcome =>
                $"{outcome.Model.Name} was not tested on the same folds of tracks as {trained[0].Model.Name} "
                + $"({outcome.Tested.Count} tracks, not {trained[0].Tested.Count}, or in other folds), because one of them could not use "
                + "some files: do not compare these two rows."),
        ];
    }
}
