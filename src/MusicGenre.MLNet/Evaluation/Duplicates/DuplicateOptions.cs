namespace MusicGenre.MLNet.Evaluation.Duplicates;

/// <summary>How near-identical recordings are looked for.</summary>
public sealed record DuplicateOptions
{
    /// <summary>
    /// Pairs whose embeddings (<c>mel-statistics</c>, standardised over the data set) have at least this cosine, −1…1, are compared by their
    /// spectrograms. The default value is 0.5. In a data set of at most <see cref="CompareAllUpTo"/> files all pairs are compared.
    /// </summary>
    public double CandidateSimilarity { get; init; } = 0.5;

    /// <summary>The most candidates that are compared for each file, the most similar first. The default value is 8.</summary>
    public int CandidatesPerFile { get; init; } = 8;

    /// <summary>The number of files up to which all pairs are compared. The default value is 24.</summary>
    public int CompareAllUpTo { get; init; } = 24;

    /// <summary>
    /// Pairs whose spectrograms have at least this correlation, 0…1, where they overlap are near-identical. The default value is 0.65: copies reach 0.8 to 1,
    /// tracks of one drum loop about 0.5, and other music stays far below that (see docs/reports.md).
    /// </summary>
    public double Correlation { get; init; } = 0.65;

    /// <summary>How many seconds of each file, from its beginning, are compared. The default value is 60 s.</summary>
    public double SecondsPerFile { get; init; } = 60;

    /// <summary>Two files must overlap by at least this many seconds, or by half of the shorter one if that is less. The default value is 10 s.</summary>
    public double MinOverlapSeconds { get; init; } = 10;

    /// <summary>How many files, or pairs, are compared at once. The default value is the number of processors.</summary>
    public int MaxDegreeOfParallelism { get; init; } = Environment.ProcessorCount;

    /// <summary>Checks every value.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A value lies outside of its range; the message names it and the range.</exception>
    public void Validate()
    {
        Require(CandidateSimilarity is >= -1 and <= 1, nameof(CandidateSimilarity), CandidateSimilarity, "The least cosine of candidates must lie between −1 and 1.");
        Require(CandidatesPerFile >= 1, nameof(CandidatesPerFile), CandidatesPerFile, "At least one candidate must be compared for each file.");
        Require(CompareAllUpTo >= 0, nameof(CompareAllUpTo), CompareAllUpTo, "The number of files must not be negative.");
        Require(Correlation is > 0 and <= 1, nameof(Correlation), Correlation, "The least correlation must lie between 0 (exclusive) and 1.");
        Require(SecondsPerFile >= 1, nameof(SecondsPerFile), SecondsPerFile, "At least one second of each file must be compared.");
        Require(MaxDegreeOfParallelism >= 1, nameof(MaxDegreeOfParallelism), MaxDegreeOfParallelism, "At least one file must be compared at once.");
        Require(MinOverlapSeconds > 0, nameof(MinOverlapSeconds), MinOverlapSeconds, "The least overlap must be positive.");
    }

    private static void Require(bool holds, string name, object value, string rule)
    {
        if (!holds)
            throw new ArgumentOutOfRangeException(name, value, rule);
    }
}
