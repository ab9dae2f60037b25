namespace DemoMusic.Composition;

/// <summary>
/// How a piece is recorded. All styles draw from the same distributions (only the room may differ), so that loudness, hiss or
/// bandwidth tell nothing about the style.
/// </summary>
internal sealed record Production
{
    /// <summary>Reverberation time in seconds. The default value is 1.2.</summary>
    public double RoomSeconds { get; init; } = 1.2;

    /// <summary>Level of the room relative to the direct sound. The default value is 0.2.</summary>
    public double RoomMix { get; init; } = 0.2;

    /// <summary>Root-mean-square level of the finished recording in decibels of full scale. The default value is −20.</summary>
    public double Loudness { get; init; } = -20;

    /// <summary>Treble against bass in decibels: positive is bright, negative dull. The default value is 0.</summary>
    public double Tilt { get; init; }

    /// <summary>Upper band limit in hertz, as of a worn tape. The default value is 11,025, no limit.</summary>
    public double BandLimit { get; init; } = 11_025;

    /// <summary>Level of the background hiss in decibels of full scale. The default value is −90.</summary>
    public double Hiss { get; init; } = -90;

    /// <summary>Seconds of the piece that were played before the recording begins. The default value is 0.</summary>
    public double LeadIn { get; init; }

    /// <summary>Draws the recording of one track.</summary>
    public static Production Draw(Random random) => new()
    {
        RoomSeconds = random.Between(0.4, 2.2),
        RoomMix = random.Between(0.05, 0.35),
        Loudness = random.Between(-27, -15),
        Tilt = random.Between(-4, 4),
        BandLimit = random.Chance(0.25) ? random.Between(5_500, 9_000) : 11_025,
        Hiss = random.Chance(0.5) ? random.Between(-75, -50) : -90,
        LeadIn = random.Between(0.3, 2.5),
    };
}
