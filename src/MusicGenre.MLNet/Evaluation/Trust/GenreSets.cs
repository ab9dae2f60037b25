namespace MusicGenre.MLNet.Evaluation.Trust;

/// <summary>
/// Sets of genres that hold the right one in a wanted share of tracks (split conformal prediction with the score 1 − p of the right genre;
/// Sadinle, Lei and Wasserman, "Least Ambiguous Set-Valued Classifiers with Bounded Error Levels", JASA 2019), calibrated on answers for
/// tracks that were held out.
/// </summary>
/// <param name="Scores">Ascending: 1 − the probability of the right genre of each held-out track.</param>
internal sealed record GenreSets(float[] Scores)
{
    // More change no quantile that anybody asks for.
    private const int MostScores = 2000;

    /// <summary>Calibrates on the probabilities of the right genres of held-out tracks.</summary>
    public static GenreSets Fit(IEnumerable<float> rightProbabilities)
    {
        float[] scores = [.. rightProbabilities.Select(p => 1 - p).Order()];
        return new GenreSets(scores.Length <= MostScores
            ? scores
            : [.. Enumerable.Range(0, MostScores).Select(i => scores[(int)((i + 0.5) * scores.Length / MostScores)])]);
    }

    /// <summary>
    /// Computes how probable a genre must be to belong to the set; 0, which holds all, where there were too few tracks to promise so much.
    /// </summary>
    /// <param name="coverage">The share of tracks, 0…1 exclusive, whose right genre the set shall hold.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="coverage"/> is out of range.</exception>
    public float LeastProbability(double coverage)
    {
        if (!(coverage > 0 && coverage < 1))
            throw new ArgumentOutOfRangeException(nameof(coverage), coverage, "The coverage must lie between 0 and 1, both exclusive.");
        // A hair less, so that 0.9 of 9 + 1 is the ninth whatever the rounding.
        int place = (int)Math.Ceiling(((Scores.Length + 1) * coverage) - 1e-9);
        return place > Scores.Length ? 0 : 1 - Scores[place - 1];
    }

    /// <summary>Gets the genres of the set, the most probable first; at least one.</summary>
    /// <param name="ranked">All genres, the most probable first.</param>
    /// <param name="probability">Gets the probability of one.</param>
    /// <param name="coverage">The share of tracks whose right genre the set shall hold.</param>
    public IReadOnlyList<T> Of<T>(IReadOnlyList<T> ranked, Func<T, float> probability, double coverage)
    {
        float least = LeastProbability(coverage);
        return [.. ranked.Where((one, i) => i == 0 || probability(one) >= least)];
    }
}
