namespace MusicGenre.MLNet.Prediction.Explaining;

/// <summary>How a prediction is explained.</summary>
public sealed record ExplainOptions
{
    /// <summary>Gets the genre to explain. The default value is <see langword="null"/>: the most probable one.</summary>
    public string? Genre { get; init; }

    /// <summary>Gets the width of a patch that is covered, in seconds, 0.1…60. The default value is 1.5 s.</summary>
    public double PatchSeconds { get; init; } = 1.5;

    /// <summary>Gets into how many parts, of equal height in mel, the frequencies are divided, 1…64. The default value is 8.</summary>
    public int FrequencyParts { get; init; } = 8;

    /// <summary>Gets how many patches are covered at once. The default value is the number of processors.</summary>
    public int MaxDegreeOfParallelism { get; init; } = Environment.ProcessorCount;

    /// <summary>Checks every value.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A value is out of range; the message names it and the range.</exception>
    public void Validate()
    {
        if (!(PatchSeconds is >= 0.1 and <= 60))
            throw new ArgumentOutOfRangeException(nameof(PatchSeconds), PatchSeconds, "Must lie between 0.1 and 60 s.");
        if (FrequencyParts is < 1 or > 64)
            throw new ArgumentOutOfRangeException(nameof(FrequencyParts), FrequencyParts, "Must lie between 1 and 64.");
        if (MaxDegreeOfParallelism < 1)
            throw new ArgumentOutOfRangeException(nameof(MaxDegreeOfParallelism), MaxDegreeOfParallelism, "Must be at least 1.");
    }
}
