using DemoMusic.Sound;

namespace DemoMusic.Instruments;

/// <summary>A snare drum: two modes of the skin and the rattle of the wires.</summary>
internal sealed class Snare : Instrument
{
    /// <summary>Frequency of the skin in hertz. The default value is 190.</summary>
    public double Hertz { get; init; } = 190;

    /// <summary>Seconds in which the wires fall by 60 dB. The default value is 0.22.</summary>
    public double Decay { get; init; } = 0.22;

    /// <summary>Level of the wires against the skin, 0 (a tom) … 1 (a clap). The default value is 0.6.</summary>
    public double Wires { get; init; } = 0.6;

    /// <summary>Where the wires are brightest, in hertz. The default value is 3,500.</summary>
    public double Colour { get; init; } = 3_500;

    /// <inheritdoc/>
    public override double ReleaseSeconds => Math.Max(Decay, 0.2);

    /// <inheritdoc/>
    public override void Play(Tone tone, Span<float> output, Random random)
    {
        double skin = (1 - Wires) * tone.Velocity;
        Modal.Ring(output, Hertz * tone.Tuning, 0.7 * skin, 0.16);
        Modal.Ring(output, 1.59 * Hertz * tone.Tuning, 0.4 * skin, 0.12);
        var filter = new StateVariableFilter();
        filter.Set(Colour, 0.15);
        float level = (float)(Wires * tone.Velocity), fade = (float)Math.Pow(0.001, 1 / (Decay * Studio.SampleRate));
        for (int i = 0; i < output.Length && level > 1e-5f; i++)
        {
            output[i] += level * filter.BandPass(Wave.Noise(random));
            level *= fade;
        }
    }
}
