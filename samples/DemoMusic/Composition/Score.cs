namespace DemoMusic.Composition;

/// <summary>
/// A piece as it is written down: tempo, swing, and one part an instrument. <see cref="Sound.Studio"/> turns it into sound.
/// </summary>
/// <param name="tempo">Beats a minute.</param>
/// <param name="seconds">Length of the recording in seconds.</param>
/// <param name="production">How the recording is made: room, tone, loudness.</param>
internal sealed class Score(double tempo, double seconds, Production production)
{
    private readonly List<Part> _parts = [];

    /// <summary>Beats a minute.</summary>
    public double Tempo { get; } = tempo;

    /// <summary>How far through its beat the second eighth note comes: 0.5 is straight, 0.67 a triplet shuffle.</summary>
    public double Swing { get; init; } = 0.5;

    /// <summary>Number of beats that fill the recording and the time before it begins.</summary>
    public double Beats { get; } = (seconds + production.LeadIn) * tempo / 60;

    /// <summary>How the recording is made: room, tone, loudness.</summary>
    public Production Production { get; } = production;

    /// <summary>The parts in the order in which they were added.</summary>
    public IReadOnlyList<Part> Parts => _parts;

    /// <summary>Adds an instrument to the band.</summary>
    /// <param name="instrument">What plays the part.</param>
    /// <param name="decibels">Level in the mix; at 0 dB all parts are about equally loud.</param>
    /// <param name="room">How much of it goes to the room: 0 is dry, 1 usual.</param>
    public Part Add(Instruments.Instrument instrument, double decibels = 0, double room = 1)
    {
        var part = new Part(instrument, decibels) { Room = room };
        _parts.Add(part);
        return part;
    }

    /// <summary>Adds one of several instruments to the band, each as likely as the others.</summary>
    /// <param name="random">The composer's dice.</param>
    /// <param name="least">Lowest level in the mix in decibels.</param>
    /// <param name="most">Highest level in the mix in decibels.</param>
    /// <param name="players">Who may play.</param>
    public Part Hire(Random random, double least, double most, params ReadOnlySpan<Func<Random, Instruments.Instrument>> players) =>
        Add(random.Make(players), random.Between(least, most));

    /// <summary>The time in seconds of a place in beats, swing included.</summary>
    public double TimeOf(double beat)
    {
        double whole = Math.Floor(beat);
        double within = beat - whole;
        double swung = within < 0.5 ? within * 2 * Swing : Swing + (within - 0.5) * 2 * (1 - Swing);
        return (whole + swung) * 60 / Tempo;
    }
}
