using DemoMusic.Instruments;

namespace DemoMusic.Composition;

/// <summary>A drum set in a score. Each piece is brought only when it is first used, and tuned a little differently every time.</summary>
/// <param name="score">The score that the pieces are added to.</param>
/// <param name="random">The composer's dice.</param>
/// <param name="decibels">Level of the set; the kick's level, the others relative to it.</param>
/// <param name="machine">True for a drum machine, false for wood and skin.</param>
internal sealed class DrumSet(Score score, Random random, double decibels, bool machine)
{
    private Part? _kick, _snare, _closedHat, _openHat, _ride, _crash, _rim, _shaker, _tom, _clap;

    /// <summary>Standard deviation of the drummer's timing in seconds.</summary>
    public double Looseness { get; init; } = machine ? 0 : 0.005;

    public Part Kick => _kick ??= Bring(0, 0.2, new Kick
    {
        Hertz = random.Between(44, 62),
        Sweep = machine ? random.Between(2, 3.2) : random.Between(0.8, 1.6),
        Decay = machine ? random.Between(0.25, 0.6) : random.Between(0.15, 0.3),
        Click = random.Between(0.1, 0.6),
    });

    public Part Snare => _snare ??= Bring(-3, 1, new Snare
    {
        Hertz = random.Between(160, 240),
        Decay = random.Between(0.12, 0.32),
        Wires = random.Between(0.45, 0.75),
        Colour = random.Between(2_200, 5_000),
    });

    public Part Clap
        => _clap ??= Bring(-4, 1.2, new Snare { Decay = random.Between(0.12, 0.3), Wires = 1, Colour = random.Between(1_200, 2_400) });

    public Part ClosedHat => _closedHat ??= Bring(-13, 0.4, new Cymbal
    {
        Hertz = random.Between(2_700, 3_600),
        Decay = random.Between(0.05, 0.13),
        Metal = random.Between(0.05, 0.4),
        LowCut = random.Between(4_500, 7_500),
    });

    public Part OpenHat => _openHat ??= Bring(-12, 0.5, new Cymbal
    {
        Hertz = random.Between(2_700, 3_600),
        Decay = random.Between(0.25, 0.5),
        Metal = random.Between(0.05, 0.4),
        LowCut = random.Between(4_500, 7_000),
    });

    public Part Ride => _ride ??= Bring(-13, 0.6, new Cymbal
    {
        Hertz = random.Between(2_200, 3_200),
        Decay = random.Between(0.6, 1.2),
        Metal = random.Between(0.4, 0.7),
        LowCut = random.Between(4_000, 6_000),
    });

    public Part Crash => _crash ??= Bring(-9, 1, new Cymbal
    {
        Hertz = random.Between(1_500, 2_300),
        Decay = random.Between(1.2, 2.2),
        Metal = random.Between(0.2, 0.4),
        LowCut = random.Between(2_500, 4_000),
    });

    public Part Rim => _rim ??= Bring(-9, 1, new WoodBlock { Hertz = random.Between(1_200, 2_100), Decay = random.Between(0.05, 0.12) });

    public Part Shaker => _shaker ??= Bring(-14, 0.5, new Cymbal
    {
        Decay = random.Between(0.06, 0.14),
        Metal = 0,
        LowCut = random.Between(4_000, 6_500),
        Attack = random.Between(0.01, 0.03),
    });

    public Part Tom => _tom ??= Bring(-3, 0.8, new Kick
    {
        Hertz = random.Between(85, 120),
        Sweep = 0.6,
        Decay = random.Between(0.25, 0.45),
        Click = 0.15,
    });

    private Part Bring(double relative, double room, Instrument instrument)
    {
        Part part = score.Add(instrument, decibels + relative + random.Between(-2.5, 2.5), room);
        part.Looseness = Looseness;
        return part;
    }
}
