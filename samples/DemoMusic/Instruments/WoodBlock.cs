using DemoMusic.Sound;

namespace DemoMusic.Instruments;

/// <summary>Rim click, clave, conga, bell: a few modes and almost no noise.</summary>
internal sealed class WoodBlock : Instrument
{
    /// <summary>Lowest mode in hertz. The default value is 1,700.</summary>
    public double Hertz { get; init; } = 1_700;

    /// <summary>Frequencies of the modes over the lowest one. The default value is that of a bar, 1, 2.76, 5.4.</summary>
    public IReadOnlyList<double> Modes { get; init; } = [1, 2.76, 5.4];

    /// <summary>Seconds in which it falls by 60 dB. The default value is 0.08.</summary>
    public double Decay { get; init; } = 0.08;

    /// <inheritdoc/>
    public override double ReleaseSeconds => 1.5 * Decay;

    /// <inheritdoc/>
    public override void Play(Tone tone, Span<float> output, Random random)
    {
        for (int i = 0; i < Modes.Count; i++)
            Modal.Ring(output, Hertz * Modes[i] * tone.Tuning, 0.6 * tone.Velocity / (1 + i), Decay / (1 + 0.7 * i));
    }
}
