using DemoMusic.Composition;
using DemoMusic.Sound;

namespace DemoMusic.Instruments;

/// <summary>A wind instrument: few harmonics, breath, and vibrato that sets in late.</summary>
internal sealed class Flute : Instrument
{
    /// <summary>Level of the breath, 0…1. The default value is 0.15.</summary>
    public double Breath { get; init; } = 0.15;

    /// <summary>Strength of the odd harmonics, as in a clarinet, 0…1. The default value is 0.1.</summary>
    public double Reed { get; init; } = 0.1;

    /// <inheritdoc/>
    public override double ReleaseSeconds => 0.12;

    /// <inheritdoc/>
    public override void Play(Tone tone, Span<float> output, Random random)
    {
        var envelope = new Envelope(0.05, 0.5, 0.8, ReleaseSeconds, tone.Samples);
        var filter = new StateVariableFilter();
        filter.Set(Math.Min(9_000, tone.Hertz * 3), 0.4);
        double phase = 0, vibrato = random.NextDouble(), vibratoStep = random.Between(4.5, 5.8) / Studio.SampleRate;
        float breath = (float)Breath, reed = (float)Reed;
        for (int i = 0; i < output.Length; i++)
        {
            float wobble = Wave.Sine(vibrato) * Math.Min(1, i / (0.35f * Studio.SampleRate));
            float sound = Wave.Sine(phase) + 0.25f * Wave.Sine(2 * phase);
            sound += (0.08f + reed) * Wave.Sine(3 * phase) + 0.6f * reed * Wave.Sine(5 * phase);
            sound += breath * filter.BandPass(Wave.Noise(random));
            output[i] += 0.4f * tone.Velocity * envelope.Next() * (1 + 0.1f * wobble) * sound;
            phase += tone.Step * (1 + 0.004 * wobble);
            vibrato += vibratoStep;
        }
    }
}
