using DemoMusic.Sound;

namespace DemoMusic.Instruments;

/// <summary>A voice of an old games console: a raw pulse or a stepped triangle in 4 bits, arpeggios in place of chords.</summary>
internal sealed class ChipVoice : Instrument
{
    /// <summary>Part of the cycle for which the pulse is high; 0 for the stepped triangle. The default value is 0.5.</summary>
    public double Duty { get; init; } = 0.5;

    /// <summary>Semitones that are played in turn in place of a chord. The default value is only the note itself.</summary>
    public IReadOnlyList<int> Arpeggio { get; init; } = [0];

    /// <summary>Steps of the arpeggio a second. The default value is 50, one a television picture.</summary>
    public double ArpeggioHertz { get; init; } = 50;

    /// <summary>Seconds in which the level falls to a tenth; 0 to hold it. The default value is 0.6.</summary>
    public double Decay { get; init; } = 0.6;

    /// <inheritdoc/>
    public override double ReleaseSeconds => 0.005;

    /// <inheritdoc/>
    public override void Play(Tone tone, Span<float> output, Random random)
    {
        Span<double> steps = stackalloc double[Arpeggio.Count];
        for (int i = 0; i < steps.Length; i++)
            steps[i] = (tone with { Pitch = tone.Pitch + Arpeggio[i] }).Step;
        var envelope = new Envelope(0.001, Decay > 0 ? Decay : 1, Decay > 0 ? 0.1 : 1, ReleaseSeconds, tone.Samples);
        double phase = 0, vibrato = 0;
        for (int i = 0; i < output.Length; i++)
        {
            double step = steps[(int)(i * ArpeggioHertz / Studio.SampleRate) % steps.Length];
            // Sixteen levels of loudness, as the hardware had.
            float level = MathF.Round(envelope.Next() * 15) / 15;
            float sound = Duty > 0
                ? (phase < Duty ? 1 : -1) + Wave.Blep(phase, step) - Wave.Blep(phase < Duty ? phase - Duty + 1 : phase - Duty, step)
                : MathF.Round(Wave.Triangle(phase) * 7.5f) / 7.5f;
            output[i] += 0.3f * tone.Velocity * level * sound;
            phase += step * (1 + (i > 4000 ? 0.006 * Wave.Sine(vibrato) : 0));
            phase -= Math.Floor(phase);
            vibrato += 6.0 / Studio.SampleRate;
        }
    }
}
