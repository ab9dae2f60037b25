namespace Distill.Distillation;

/// <summary>How music is cut into windows, and how their sound is varied before teachers and student hear it.</summary>
public sealed record WindowOptions
{
    /// <summary>Length of a window in seconds, 3…30. The default value is 5.</summary>
    public double Seconds { get; init; } = 5;

    /// <summary>The most unaltered windows of one file, evenly spread over it. The default value is 8.</summary>
    public int MaxPerFile { get; init; } = 8;

    /// <summary>
    /// Windows whose sound is equalised, as a share of the unaltered ones; they lie between those. Teachers and student hear the same. The
    /// default value is 0.5.
    /// </summary>
    public double EqualizedShare { get; init; } = 0.5;

    /// <summary>The largest gain of the two shelves of the equaliser, in decibels. The default value is 9.</summary>
    public double EqualizerDecibels { get; init; } = 9;

    /// <summary>
    /// Windows that are mixed with one of another file, as a share of the unaltered ones; they lie between those. The default value is 0.5.
    /// </summary>
    public double MixedShare { get; init; } = 0.5;

    /// <summary>
    /// Level of the second clip of a mixture relative to the first: uniform between minus and plus this, in decibels. The default value is
    /// 6.
    /// </summary>
    public double MixDecibels { get; init; } = 6;

    /// <summary>
    /// Share of the groups that are kept for validation, 0.01…0.5; their windows are never altered. The default value is 0.05.
    /// </summary>
    public double ValidationShare { get; init; } = 0.05;

    /// <summary>Seed of every draw. The default value is 1.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Checks every value.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A value is outside its range; the message names it.</exception>
    public void Validate()
    {
        Check(Seconds is >= 3 and <= 30, nameof(Seconds), Seconds, "from 3 to 30");
        Check(MaxPerFile >= 1, nameof(MaxPerFile), MaxPerFile, "at least 1");
        Check(EqualizedShare is >= 0 and <= 1, nameof(EqualizedShare), EqualizedShare, "from 0 to 1");
        Check(EqualizerDecibels is >= 0 and <= 30, nameof(EqualizerDecibels), EqualizerDecibels, "from 0 to 30");
        Check(MixedShare is >= 0 and <= 1, nameof(MixedShare), MixedShare, "from 0 to 1");
        Check(MixDecibels is >= 0 and <= 30, nameof(MixDecibels), MixDecibels, "from 0 to 30");
        Check(ValidationShare is >= 0.01 and <= 0.5, nameof(ValidationShare), ValidationShare, "from 0.01 to 0.5");
    }

    private static void Check(bool fits, string name, double value, string range)
    {
        if (!fits)
            throw new ArgumentOutOfRangeException(name, value, $"{name} must be {range}.");
    }
}
