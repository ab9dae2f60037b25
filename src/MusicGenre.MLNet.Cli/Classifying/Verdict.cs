using MusicGenre.MLNet.Cli.Output;

namespace MusicGenre.MLNet.Cli.Classifying;

/// <summary>Puts answers in the words that were asked for: the user's genres, the best of them, or "unknown".</summary>
internal sealed record Verdict
{
    /// <summary>Gets the user's list of genres; null for the classifier's own.</summary>
    public GenreMap? Map { get; init; }

    /// <summary>Gets how many genres are told; null for all.</summary>
    public int? Top { get; init; }

    /// <summary>
    /// Gets how probable a genre must be, 0…1; 0 tells a genre of everything. The default value is <see langword="null"/>: any is good enough
    /// for a track that the classifier does not call unknown.
    /// </summary>
    public double? MinConfidence { get; init; }

    /// <summary>Gets whether each segment is told by itself.</summary>
    public bool WithSegments { get; init; }

    /// <summary>Gets an answer in these words.</summary>
    public ClassifiedFile Of(Answer answer)
    {
        if (answer.Ranked is not { } all)
            return new ClassifiedFile(answer.Path, null, null, false, [], answer.Error, WithSegments ? [] : null);
        IReadOnlyList<GenreProbability> ranked = Mapped(all);
        bool unknown = MinConfidence != 0 && (answer.IsUnknown || ranked[0].Probability < MinConfidence);
        return new ClassifiedFile(
            answer.Path,
            unknown ? ClassifiedFile.UnknownGenre : ranked[0].Genre,
            ranked[0].Probability,
            unknown,
            Best(ranked),
            null,
            WithSegments ? [.. answer.Taggram?.Segments.Select(Of) ?? []] : null);
    }

    private ClassifiedSegment Of(TaggramSegment segment)
    {
        IReadOnlyList<GenreProbability> ranked = Mapped(segment.Ranked);
        return new ClassifiedSegment(
            segment.Start.TotalSeconds, segment.End.TotalSeconds, ranked[0].Genre, ranked[0].Probability, Best(ranked));
    }

    private IReadOnlyList<GenreProbability> Mapped(IReadOnlyList<GenreProbability> ranked) => Map?.Apply(ranked) ?? ranked;

    private IReadOnlyList<GenreProbability> Best(IReadOnlyList<GenreProbability> ranked)
        => Top is { } most && most < ranked.Count ? [.. ranked.Take(most)] : ranked;
}
