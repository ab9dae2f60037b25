using DemoMusic.Sound;

namespace DemoMusic.Instruments;

/// <summary>A drawbar organ through a rotating loudspeaker.</summary>
internal sealed class Organ : Instrument
{
    // The drawbars 16', 5 1/3', 8', 4', 2 2/3', 2', 1 3/5', 1 1/3' and 1' as multiples of the written pitch.
    private static readonly double[] Ratios = [0.5, 1.5, 1, 2, 3, 4, 5, 6, 8];

    /// <summary>The nine drawbars, 0…8 each. The default value is 888000000.</summary>
    public string Drawbars { get; init; } = "888000000";

    /// <summary>Turns a second of the loudspeaker. The default value is 6.</summary>
    public double LeslieHertz { get; init; } = 6;

    /// <summary>Level of the percussive key click, 0…1. The default value is 0.1.</summary>
    public double Click { get; init; } = 0.1;

    /// <inheritdoc/>
    public override double ReleaseSeconds => 0.05;

    /// <inheritdoc/>
    public override void Play(Tone tone, Span<float> output, Random random)
    {
        double step = tone.Step;
        var gate = new Envelope(0.006, 1, 1, ReleaseSeconds, tone.Samples);
        double leslie = random.NextDouble(), leslieStep = LeslieHertz / Studio.SampleRate, phase = 0;
        for (int i = 0; i < output.Length; i++)
        {
            float turn = Wave.Sine(leslie);
            float sound = 0;
            for (int bar = 0; bar < Ratios.Length; bar++)
                if (Drawbars[bar] != '0' && Ratios[bar] * step < 0.45)
                    sound += (Drawbars[bar] - '0') * Wave.Sine(Ratios[bar] * phase);
            if (i < 200)
                sound += (float)Click * 20 * Wave.Noise(random) * (1 - i / 200f);
            output[i] += 0.02f * tone.Velocity * gate.Next() * (1 + 0.15f * turn) * sound;
            phase += step * (1 + 0.002 * turn);
            leslie += leslieStep;
        }
    }
}
