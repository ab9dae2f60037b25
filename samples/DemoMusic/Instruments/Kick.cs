using DemoMusic.Sound;

namespace DemoMusic.Instruments;

/// <summary>A bass drum or tom: a sine whose pitch falls, and the click of the beater.</summary>
internal sealed class Kick : Instrument
{
    /// <summary>Frequency at which the sweep ends, in hertz. The default value is 50.</summary>
    public double Hertz { get; init; } = 50;

    /// <summary>Octaves through which the pitch falls. The default value is 2.</summary>
    public double Sweep { get; init; } = 2;

    /// <summary>Seconds in which it falls by 60 dB. The default value is 0.4.</summary>
    public double Decay { get; init; } = 0.4;

    /// <summary>Level of the click, 0…1. The default value is 0.3.</summary>
    public double Click { get; init; } = 0.3;

    /// <inheritdoc/>
    public override double ReleaseSeconds => Decay;

    /// <inheritdoc/>
    public override void Play(Tone tone, Span<float> output, Random random)
    {
        double hertz = Hertz * tone.Tuning, phase = 0;
        float level = tone.Velocity, fade = (float)Math.Pow(0.001, 1 / (Decay * Studio.SampleRate));
        float click = (float)Click * tone.Velocity, clickFade = (float)Math.Pow(0.001, 1 / (0.012 * Studio.SampleRate));
        double sweep = Sweep, sweepFade = Math.Pow(0.1, 1 / (0.05 * Studio.SampleRate));
        double ratio = Math.Pow(2, sweep);
        for (int i = 0; i < output.Length && level > 1e-5f; i++)
        {
            if (i % 8 == 0)
                ratio = Math.Pow(2, sweep);
            output[i] += level * Wave.Sine(phase) + click * Wave.Noise(random);
            phase += hertz * ratio / Studio.SampleRate;
            level *= fade;
            click *= clickFade;
            sweep *= sweepFade;
        }
    }
}
