using DemoMusic.Composition;
using DemoMusic.Sound;

namespace DemoMusic.Instruments;

/// <summary>A struck, slightly inharmonic string: partials that fade the faster the higher they are, and the knock of the hammer.</summary>
internal sealed class Piano : Instrument
{
    /// <summary>
    /// How much weaker each partial is than the one before, as an exponent: 1 is bright, 2 mellow. The default value is 1.4.
    /// </summary>
    public double Rolloff { get; init; } = 1.4;

    /// <summary>Stretching of the partials: f·k·√(1 + B·k²). The default value is 0.0004.</summary>
    public double Inharmonicity { get; init; } = 0.0004;

    /// <summary>Seconds to −60 dB of middle C. The default value is 5.</summary>
    public double Sustain { get; init; } = 5;

    /// <inheritdoc/>
    public override double ReleaseSeconds => 0.3;

    /// <inheritdoc/>
    public override void Play(Tone tone, Span<float> output, Random random)
    {
        var sound = new float[output.Length];
        double hertz = tone.Hertz;
        double sustain = Sustain * Math.Pow(261.6 / hertz, 0.6);
        double rolloff = Rolloff + 0.8 * (1 - tone.Velocity);
        for (int k = 1; k <= 14; k++)
        {
            double stretched = hertz * k * Math.Sqrt(1 + Inharmonicity * k * k);
            Modal.Ring(sound, stretched * random.Between(0.9995, 1.0005), 0.4 * Math.Pow(k, -rolloff), sustain / (0.7 + 0.3 * k));
        }
        Modal.Ring(sound, 180, 0.1, 0.06);
        var envelope = new Envelope(0.001, 1, 1, ReleaseSeconds, tone.Samples);
        for (int i = 0; i < output.Length; i++)
            output[i] += tone.Velocity * envelope.Next() * sound[i];
    }
}
