namespace MusicGenre.MLNet.Torch.Training;

/// <summary>
/// What is done to a training picture, anew in every epoch and from the training's seed: it is stretched in time, shifted along the bands,
/// its levels are moved, and whole rows and columns are masked (SpecAugment; D. S. Park et al., 2019). Nothing of it is done when
/// evaluating.
/// </summary>
public sealed record NetworkAugmentationOptions
{
    /// <summary>No augmentation at all.</summary>
    public static NetworkAugmentationOptions None { get; } = new()
    {
        FrequencyMasks = 0,
        TimeMasks = 0,
    };

    /// <summary>How many bands of rows are masked in each picture. 0 masks none. The default value is 1.</summary>
    public int FrequencyMasks { get; init; } = 1;

    /// <summary>The largest height of one frequency mask, in mel bands; each mask draws its own, from 0 to this. The default value is
    /// 16.</summary>
    public int FrequencyMaskWidth { get; init; } = 16;

    /// <summary>How many bands of columns are masked in each picture. 0 masks none. The default value is 1.</summary>
    public int TimeMasks { get; init; } = 1;

    /// <summary>The largest width of one time mask, in frames; each mask draws its own, from 0 to this. The default value is 24.</summary>
    public int TimeMaskWidth { get; init; } = 24;

    /// <summary>
    /// The largest shift up or down, in mel bands; the edge band is repeated where nothing is left. On a mel scale a shift is near a change
    /// of key. The default value is 0 (off).
    /// </summary>
    public int FrequencyShift { get; init; }

    /// <summary>The largest change of tempo, as a fraction: 0.1 plays between 0.9 and 1.1 times as fast. The default value is 0
    /// (off).</summary>
    public double TimeStretch { get; init; }

    /// <summary>
    /// The largest change of level and of contrast, in units of the network's input (1 is half the range of a picture): x → (1 + a)·x + b
    /// with a and b drawn uniformly from −this to this. The default value is 0 (off).
    /// </summary>
    public double LevelShift { get; init; }

    /// <summary>
    /// The largest gain of a random equaliser, in units of the network's input (0.25 is 10 dB of an 80 dB picture): a curve through two to
    /// six evenly spaced random gains from −this to this is added along the bands (H. Nam et al., "FilterAugment", 2022). It takes away the
    /// sound of a record, which a small data set confuses with its genre. The default value is 0 (off).
    /// </summary>
    public double Equalizer { get; init; }

    /// <summary>Checks every value.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A value is outside its range; the message names it.</exception>
    public void Validate()
    {
        NotNegative(FrequencyMasks, nameof(FrequencyMasks));
        NotNegative(FrequencyMaskWidth, nameof(FrequencyMaskWidth));
        NotNegative(TimeMasks, nameof(TimeMasks));
        NotNegative(TimeMaskWidth, nameof(TimeMaskWidth));
        NotNegative(FrequencyShift, nameof(FrequencyShift));
        if (!(TimeStretch is >= 0 and <= 0.5))
            throw new ArgumentOutOfRangeException(nameof(TimeStretch), TimeStretch, "TimeStretch is a fraction from 0 (off) to 0.5.");
        if (!(LevelShift is >= 0 and <= 0.9))
            throw new ArgumentOutOfRangeException(nameof(LevelShift), LevelShift, "LevelShift is from 0 (off) to 0.9.");
        if (!(Equalizer is >= 0 and <= 1))
            throw new ArgumentOutOfRangeException(nameof(Equalizer), Equalizer, "Equalizer is from 0 (off) to 1.");
    }

    private static void NotNegative(int value, string name)
    {
        if (value < 0)
            throw new ArgumentOutOfRangeException(name, value, $"{name} must be 0 (off) or more.");
    }
}
