namespace DemoMusic.Composition;

/// <summary>A line that wanders over a scale by small steps, and lands on notes of the chord where the beat is strong.</summary>
/// <param name="random">The composer's dice.</param>
/// <param name="scale">The notes that may be used.</param>
/// <param name="low">Lowest MIDI pitch.</param>
/// <param name="high">Highest MIDI pitch.</param>
internal sealed class Melody(Random random, Scale scale, int low, int high)
{
    private readonly IReadOnlyList<int> _pitches = scale.Between(low, high);
    private int _at = -1;

    /// <summary>How likely a leap of a third to a fifth is, against a step. The default value is 0.25.</summary>
    public double Leaps { get; init; } = 0.25;

    /// <summary>How much of each written length sounds: 0.5 is staccato, 1 legato. The default value is 0.9.</summary>
    public double Articulation { get; init; } = 0.9;

    /// <summary>Writes one phrase.</summary>
    /// <param name="part">Who plays it.</param>
    /// <param name="beat">Where it starts.</param>
    /// <param name="chord">The harmony under it.</param>
    /// <param name="rhythm">Lengths in beats; a negative one is a rest.</param>
    public void Write(Part part, double beat, Chord chord, ReadOnlySpan<double> rhythm)
    {
        if (_at < 0)
            _at = random.Next(_pitches.Count);
        double at = beat;
        foreach (double length in rhythm)
        {
            if (length > 0)
            {
                Wander();
                bool strong = at - Math.Floor(at) < 0.01;
                if (strong && random.Chance(0.7))
                    LandOn(chord);
                part.Play(at, length * Articulation, _pitches[_at], (strong ? 0.85 : 0.65) + random.Between(-0.1, 0.1));
            }
            at += Math.Abs(length);
        }
    }

    private void Wander()
    {
        int step = random.Chance(Leaps) ? random.Next(2, 5) : random.Next(0, 2) + (random.Chance(0.2) ? 0 : 1);
        // The nearer an edge, the likelier the way back.
        bool up = random.NextDouble() > (double)_at / Math.Max(1, _pitches.Count - 1);
        _at = Math.Clamp(_at + (up ? step : -step), 0, _pitches.Count - 1);
    }

    private void LandOn(Chord chord)
    {
        int best = Enumerable.Range(0, _pitches.Count)
            .Where(i => chord.Intervals.Any(interval => (chord.Root + interval - _pitches[i]) % 12 == 0))
            .DefaultIfEmpty(_at)
            .MinBy(i => Math.Abs(i - _at));
        _at = best;
    }
}
