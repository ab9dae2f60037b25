namespace DemoMusic;

/// <summary>What demo music is composed.</summary>
public sealed record DemoMusicOptions
{
    /// <summary>Number of tracks of each style. The default value is 14.</summary>
    public int TracksPerStyle { get; init; } = 14;

    /// <summary>Length of a track in seconds. The default value is 12.</summary>
    public double Seconds { get; init; } = 12;

    /// <summary>Other seeds give other music. The default value is 1.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Checks the values.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A value is out of range.</exception>
    public void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(TracksPerStyle);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(TracksPerStyle, 999);
        ArgumentOutOfRangeException.ThrowIfLessThan(Seconds, 0.5);
    }
}
