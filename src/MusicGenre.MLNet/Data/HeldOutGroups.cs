namespace MusicGenre.MLNet.Data;

/// <summary>Chooses the groups to hold out.</summary>
internal static class HeldOutGroups
{
    /// <summary>
    /// Takes groups in the given (shuffled) order as long as they fit into what their genres still want. A genre that got nothing, because
    /// all its groups are larger than its share, then gets the smallest of them.
    /// </summary>
    public static HashSet<TrackGroup> Choose(IReadOnlyList<TrackGroup> groups, double fraction)
    {
        // In the order of the names, so that nothing depends on the order of a hash table.
        var totals = new SortedDictionary<string, int>(StringComparer.Ordinal);
        foreach ((string genre, int count) in groups.SelectMany(group => group.Counts))
            totals[genre] = totals.GetValueOrDefault(genre) + count;
        var wanted = new Dictionary<string, int>();
        foreach ((string genre, int total) in totals)
            wanted[genre] = Math.Clamp((int)Math.Round(fraction * total, MidpointRounding.AwayFromZero), Math.Min(1, total - 1), total - 1);

        var held = new HashSet<TrackGroup>();
        foreach (TrackGroup group in groups.Where(group => group.Counts.All(pair => pair.Value <= wanted[pair.Key])))
            Take(group, held, wanted);

        foreach (string genre in totals.Keys)
        {
            if (held.Any(group => group.Counts.ContainsKey(genre)))
                continue;
            TrackGroup? smallest = groups
                .Where(group => group.Counts.ContainsKey(genre) && LeavesSome(group, groups, held))
                .MinBy(group => group.Size);
            if (smallest is not null)
                Take(smallest, held, wanted);
        }

        return held;
    }

    private static void Take(TrackGroup group, HashSet<TrackGroup> held, Dictionary<string, int> wanted)
    {
        held.Add(group);
        foreach ((string genre, int count) in group.Counts)
            wanted[genre] -= count;
    }

    private static bool LeavesSome(TrackGroup group, IReadOnlyList<TrackGroup> groups, HashSet<TrackGroup> held) =>
        group.Counts.Keys.All(genre => groups.Any(other => other != group && !held.Contains(other) && other.Counts.ContainsKey(genre)));
}
