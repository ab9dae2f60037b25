namespace MusicGenre.MLNet.Evaluation.Duplicates;

/// <summary>Options of the search for near-identical recordings.</summary>
public sealed record DuplicateOptions
{
    /// <summary>
    /// Gets the cosine of embeddings (<c>mel-statistics</c>, standardized over the data set), −1…1, from which on a pair is compared by its
    /// spectrograms. The default value is 0.5. In a data set of at most <see cref="CompareAllUpTo"/> files all pairs are compared.
    /// </summary>
    public double CandidateSimilarity { get; init; } = 0.5;

    /// <summary>Gets the most candidates that are compared for each file, the most similar first. The default value is 8.</summary>
    public int CandidatesPerFile { get; init; } = 8;

    /// <summary>Gets the number of files up to which all pairs are compared. The default value is 24.</summary>
    public int CompareAllUpTo { get; init; } = 24;

    /// <summary>
    /// Gets the correlation of spectrograms, 0…1, from which on a pair is near-identical where it overlaps. The default value is 0.65:
    /// copies reach 0.8 to 1, tracks of one drum loop about 0.5, and other music stays far below that (see docs/reports.md).
    /// </summary>
    public double Correlation { get; init; } = 0.65;

    /// <summary>Gets how many seconds of each file, from its beginning, are compared. The default value is 60 s.</summary>
    public double SecondsPerFile { get; init; } = 60;

    /// <summary>
    /// Gets the seconds by which two files must overlap, or half of the shorter one if that is less. The default value is 10 s.
    /// </summary>
    public double MinOverlapSeconds { get; init; } = 10;

    /// <summary>Gets how many files, or pairs, are compared at once. The default value is the number of processors.</summary>
    public int MaxDegreeOfParallelism { get; init; } = Environment.ProcessorCount;

    /// <summary>Checks every value.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A value is out of range; the message names it and the range.</exception>
    public void Validate()
    {
        Require(CandidateSimilarity is >= -1 and <= 1, nameof(CandidateSimilarity), CandidateSimilarity, "Must lie between −1 and 1.");
        Require(CandidatesPerFile >= 1, nameof(CandidatesPerFile), CandidatesPerFile, "Must be at least 1.");
        Require(CompareAllUpTo >= 0, nameof(CompareAllUpTo), CompareAllUpTo, "Must not be negative.");
        Require(Correlation is > 0 and <= 1, nameof(Correlation), Correlation, "Must lie between 0 (exclusive) and 1.");
        Require(SecondsPerFile >= 1, nameof(SecondsPerFile), SecondsPerFile, "Must be at least 1 s.");
        Require(MaxDegreeOfParallelism >= 1, nameof(MaxDegreeOfParallelism), MaxDegreeOfParallelism, "Must be at least 1.");
        Require(MinOverlapSeconds > 0, nameof(MinOverlapSeconds), MinOverlapSeconds, "Must be positive.");
    }

    private static void Require(bool holds, string name, object value, string rule)
    {
        if (!holds)
            throw new ArgumentOutOfRangeException(name, value, rule);
    }
}
