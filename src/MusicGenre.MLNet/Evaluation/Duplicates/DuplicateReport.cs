namespace MusicGenre.MLNet.Evaluation.Duplicates;

/// <summary>Names the near-identical recordings of a data set.</summary>
public sealed record DuplicateReport
{
    /// <summary>Gets the pairs, in ordinal order of their paths.</summary>
    public required IReadOnlyList<DuplicatePair> Pairs { get; init; }

    /// <summary>Gets how many files were compared.</summary>
    public required int Files { get; init; }

    /// <summary>Gets how many pairs of similar embeddings were compared by their spectrograms.</summary>
    public required int Candidates { get; init; }

    /// <summary>Whether the recordings of a pair were kept on one side of the split.</summary>
    public bool Grouped { get; init; }

    /// <summary>Gets the sets of recordings that pairs chain together, as relative paths in ordinal order, each of two at least.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Groups
    {
        get
        {
            var group = new Dictionary<string, List<string>>(StringComparer.Ordinal);
            foreach (DuplicatePair pair in Pairs)
            {
                List<string> first = group.GetValueOrDefault(pair.First) ?? [pair.First];
                List<string> second = group.GetValueOrDefault(pair.Second) ?? [pair.Second];
                List<string> joined = ReferenceEquals(first, second) ? first : [.. first, .. second];
                foreach (string path in joined)
                    group[path] = joined;
            }
            return [.. group.Values.Distinct().Select(paths => paths.Order(StringComparer.Ordinal).ToArray())
                .OrderBy(paths => paths[0], StringComparer.Ordinal)];
        }
    }
}
