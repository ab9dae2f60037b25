namespace DemoMusic.Instruments;

/// <summary>Something that sounds. Instruments keep no state between notes, so one may play in many tracks at once.</summary>
internal abstract class Instrument
{
    /// <summary>Seconds that the sound may go on after the written end of a note.</summary>
    public virtual double ReleaseSeconds => 0.15;

    /// <summary>Adds the sound of one note to a track.</summary>
    /// <param name="tone">What to play.</param>
    /// <param name="output">The track from the note's onset to the end of its release (shorter where the track ends).</param>
    /// <param name="random">For noise and for the small differences between strokes.</param>
    public abstract void Play(Tone tone, Span<float> output, Random random);
}
