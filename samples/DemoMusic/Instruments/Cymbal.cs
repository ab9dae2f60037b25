using DemoMusic.Sound;

namespace DemoMusic.Instruments;

/// <summary>Hi-hat, ride, crash and shaker: high-passed noise, and the ring of the metal.</summary>
internal sealed class Cymbal : Instrument
{
    private static readonly double[] Modes = [1, 1.342, 1.574, 1.939, 2.237, 2.83];

    /// <summary>Lowest mode of the metal in hertz. The default value is 3,100.</summary>
    public double Hertz { get; init; } = 3_100;

    /// <summary>Seconds in which it falls by 60 dB. The default value is 0.09, a closed hi-hat.</summary>
    public double Decay { get; init; } = 0.09;

    /// <summary>Level of the metal against the noise, 0 (a shaker) … 1 (a bell). The default value is 0.2.</summary>
    public double Metal { get; init; } = 0.2;

    /// <summary>Lowest frequency of the noise in hertz. The default value is 5,500.</summary>
    public double LowCut { get; init; } = 5_500;

    /// <summary>Attack in seconds. The default value is 0.001.</summary>
    public double Attack { get; init; } = 0.001;

    /// <inheritdoc/>
    public override double ReleaseSeconds => Decay;

    /// <inheritdoc/>
    public override void Play(Tone tone, Span<float> output, Random random)
    {
        foreach (double mode in Modes)
            Modal.Ring(output, Hertz * mode * tone.Tuning, 0.25 * Metal * tone.Velocity, Decay);
        var filter = new StateVariableFilter();
        filter.Set(LowCut * tone.Tuning, 0.3);
        int attack = Math.Max(1, (int)(Attack * Studio.SampleRate));
        float level = (float)((1 - Metal) * 0.5 * tone.Velocity), fade = (float)Math.Pow(0.001, 1 / (Decay * Studio.SampleRate));
        for (int i = 0; i < output.Length && level > 1e-5f; i++)
        {
            output[i] += level * Math.Min(1, (float)i / attack) * filter.HighPass(Wave.Noise(random));
            level *= fade;
        }
    }
}
