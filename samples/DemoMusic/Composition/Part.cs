using DemoMusic.Instruments;

namespace DemoMusic.Composition;

/// <summary>What one instrument plays, and how it sits in the mix.</summary>
internal sealed class Part(Instrument instrument, double decibels)
{
    private readonly List<Note> _notes = [];

    /// <summary>What plays the part.</summary>
    public Instrument Instrument { get; } = instrument;

    /// <summary>Level in the mix in decibels.</summary>
    public double Decibels { get; } = decibels;

    /// <summary>How much of the part goes to the room, relative to the others: 0 is dry, 1 the default.</summary>
    public double Room { get; init; } = 1;

    /// <summary>Standard deviation of the players' timing, in seconds; 0 for a machine.</summary>
    public double Looseness { get; set; } = 0.006;

    /// <summary>Delay of the echo in beats; 0 for none.</summary>
    public double EchoBeats { get; set; }

    /// <summary>Level of the first echo relative to the sound, and of each further one to the one before.</summary>
    public double EchoFeedback { get; set; } = 0.4;

    /// <summary>How far the level is pushed down at each beat, 0…1, as a compressor driven by the kick does.</summary>
    public double Pump { get; set; }

    /// <summary>The notes in the order in which they were written.</summary>
    public IReadOnlyList<Note> Notes => _notes;

    /// <summary>Writes one note.</summary>
    public void Play(double beat, double beats, double pitch, double velocity = 0.8) =>
        _notes.Add(new Note(beat, beats, pitch, velocity));

    /// <summary>Writes several notes at once.</summary>
    public void Play(double beat, double beats, IEnumerable<int> pitches, double velocity = 0.8)
    {
        foreach (int pitch in pitches)
            Play(beat, beats, pitch, velocity);
    }

    /// <summary>Writes a row of a drum machine: <c>X</c> accent, <c>x</c> stroke, <c>o</c> ghost note, anything else silence.</summary>
    /// <param name="beat">Where the row starts.</param>
    /// <param name="step">Beats from one character to the next.</param>
    /// <param name="row">The pattern.</param>
    /// <param name="pitch">Pitch of the strokes; 60 is a drum's normal tuning.</param>
    public void Row(double beat, double step, string row, double pitch = 60)
    {
        for (int i = 0; i < row.Length; i++)
        {
            double velocity = row[i] switch { 'X' => 1.0, 'x' => 0.75, 'o' => 0.4, _ => 0 };
            if (velocity > 0)
                Play(beat + i * step, step, pitch, velocity);
        }
    }
}
