using DemoMusic.Sound;

namespace DemoMusic.Instruments;

/// <summary>Vibraphone, marimba, music box: a tuned bar.</summary>
internal sealed class Mallet : Instrument
{
    /// <summary>Seconds to −60 dB of middle C. The default value is 2.</summary>
    public double Sustain { get; init; } = 2;

    /// <summary>Level of the upper modes, 0…1. The default value is 0.4.</summary>
    public double Hardness { get; init; } = 0.4;

    /// <inheritdoc/>
    public override double ReleaseSeconds => Sustain;

    /// <inheritdoc/>
    public override void Play(Tone tone, Span<float> output, Random random)
    {
        double sustain = Sustain * Math.Sqrt(261.6 / tone.Hertz), hard = Hardness * tone.Velocity;
        Modal.Ring(output, tone.Hertz, 0.5 * tone.Velocity, sustain);
        Modal.Ring(output, tone.Hertz * 4, 0.4 * hard * tone.Velocity, sustain / 3);
        Modal.Ring(output, tone.Hertz * 10, 0.3 * hard * tone.Velocity, sustain / 8);
    }
}
