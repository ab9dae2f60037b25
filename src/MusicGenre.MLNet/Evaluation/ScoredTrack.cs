namespace MusicGenre.MLNet;

/// <summary>A classifier's answer for a track whose genre is known.</summary>
/// <param name="Track">Names the track, e.g. its relative path.</param>
/// <param name="Genre">The true genre.</param>
/// <param name="Probabilities">
/// Shape [genres]: the probability of each genre, 0…1, in the order of the classifier's genres; they sum to 1.
/// </param>
public sealed record ScoredTrack(string Track, string Genre, ReadOnlyMemory<float> Probabilities)
{
    private const double SumTolerance = 0.01;

    // Softmax in float may pass 1 by a rounding error.
    private const float RangeTolerance = 1e-5f;

    /// <summary>Gets the index of the genre that is ranked first.</summary>
    internal int Predicted(IReadOnlyList<string> genres)
    {
        int best = 0;
        for (int i = 1; i < genres.Count; i++)
            if (IsBefore(i, best, genres))
                best = i;
        return best;
    }

    /// <summary>Gets how many genres are ranked before one.</summary>
    internal int RankOf(int genre, IReadOnlyList<string> genres)
        => Enumerable.Range(0, genres.Count).Count(i => IsBefore(i, genre, genres));

    /// <exception cref="ArgumentException">The genre is not among the genres, or the probabilities are none.</exception>
    internal void Validate(IReadOnlyList<string> genres, string parameter)
    {
        ReadOnlySpan<float> probabilities = Probabilities.Span;
        if (!genres.Contains(Genre))
            throw Wrong($"its genre '{Genre}' is not one of {string.Join(", ", genres)}");
        if (probabilities.Length != genres.Count)
            throw Wrong($"it has {probabilities.Length} probabilities, but there are {genres.Count} genres");
        double sum = 0;
        for (int i = 0; i < probabilities.Length; i++)
        {
            if (!(probabilities[i] is >= -RangeTolerance and <= 1 + RangeTolerance))
                throw Wrong($"the probability of '{genres[i]}' is {probabilities[i]}, but must lie between 0 and 1");
            sum += probabilities[i];
        }
        if (Math.Abs(sum - 1) > SumTolerance)
            throw Wrong($"its probabilities sum to {sum:0.####} instead of 1; are they scores before the softmax?");

        ArgumentException Wrong(FormattableString what)
            => new($"The track '{Track}' cannot be measured: {FormattableString.Invariant(what)}.", parameter);
    }

    private bool IsBefore(int a, int b, IReadOnlyList<string> genres)
    {
        ReadOnlySpan<float> p = Probabilities.Span;
        return p[a] > p[b] || (p[a] == p[b] && string.CompareOrdinal(genres[a], genres[b]) < 0);
    }
}
