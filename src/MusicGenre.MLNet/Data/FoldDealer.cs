namespace MusicGenre.MLNet.Data;

/// <summary>Deals groups out to folds.</summary>
internal static class FoldDealer
{
    /// <summary>
    /// Greedy: groups that span most genres first, then the largest, ties in the given (shuffled) order; each to the fold that has least
    /// of its genres (weighted by how much of the genre the group is), then to the one that has fewest recordings.
    /// </summary>
    public static IReadOnlyList<IReadOnlyList<TrackGroup>> Deal(IReadOnlyList<TrackGroup> groups, int k)
    {
        var folds = Enumerable.Range(0, k).Select(_ => new List<TrackGroup>()).ToArray();
        var counts = Enumerable.Range(0, k).Select(_ => new Dictionary<string, int>()).ToArray();
        var sizes = new int[k];
        var totals = groups.SelectMany(group => group.Counts).GroupBy(pair => pair.Key)
            .ToDictionary(pairs => pairs.Key, pairs => pairs.Sum(pair => pair.Value));

        // LINQ's ordering is stable, so equal groups stay shuffled.
        foreach (TrackGroup group in groups.OrderByDescending(group => group.Counts.Count).ThenByDescending(group => group.Size))
        {
            // Sorted by genre: sums of doubles must not depend on the order of a hash table.
            KeyValuePair<string, int>[] parts = [.. group.Counts.OrderBy(pair => pair.Key, StringComparer.Ordinal)];
            double Load(int fold) => parts.Sum(part => (double)part.Value * counts[fold].GetValueOrDefault(part.Key) / totals[part.Key]);
            int best = Enumerable.Range(0, k).OrderBy(Load).ThenBy(fold => sizes[fold]).First();
            folds[best].Add(group);
            sizes[best] += group.Size;
            foreach ((string genre, int count) in parts)
                counts[best][genre] = counts[best].GetValueOrDefault(genre) + count;
        }

        return folds;
    }
}
