using DemoMusic.Composition;
using DemoMusic.Sound;

namespace DemoMusic.Instruments;

/// <summary>A cloud of slowly beating sines.</summary>
internal sealed class SoftPad : Instrument
{
    /// <summary>Number of harmonics, two sines each. The default value is 5.</summary>
    public int Harmonics { get; init; } = 5;

    /// <summary>How much weaker each harmonic is than the one before, as an exponent. The default value is 1.3.</summary>
    public double Rolloff { get; init; } = 1.3;

    /// <summary>Attack in seconds. The default value is 1.5.</summary>
    public double Attack { get; init; } = 1.5;

    /// <summary>Release in seconds. The default value is 2.</summary>
    public double Release { get; init; } = 2;

    /// <summary>Level of breath noise around the note, 0…1. The default value is 0.05.</summary>
    public double Breath { get; init; } = 0.05;

    /// <inheritdoc/>
    public override double ReleaseSeconds => Release;

    /// <inheritdoc/>
    public override void Play(Tone tone, Span<float> output, Random random)
    {
        for (int harmonic = 1; harmonic <= Harmonics; harmonic++)
        {
            for (int twin = -1; twin <= 1; twin += 2)
            {
                double step = tone.Step * harmonic * (1 + twin * random.Between(0.0005, 0.003));
                if (step > 0.45)
                    continue;
                Swell(output, step, 0.2 * tone.Velocity * Math.Pow(harmonic, -Rolloff), tone.Samples, random);
            }
        }
        if (Breath <= 0)
            return;
        var filter = new StateVariableFilter();
        filter.Set(tone.Hertz * 2, 0.6);
        var envelope = new Envelope(Attack, 1, 1, Release, tone.Samples);
        for (int i = 0; i < output.Length; i++)
            output[i] += (float)Breath * tone.Velocity * envelope.Next() * filter.BandPass(Wave.Noise(random));
    }

    private void Swell(Span<float> output, double step, double amplitude, int held, Random random)
    {
        var envelope = new Envelope(Attack * random.Between(0.6, 1.4), 1, 1, Release, held);
        double phase = random.NextDouble();
        double slow = random.NextDouble(), slowStep = random.Between(0.05, 0.4) / Studio.SampleRate;
        for (int i = 0; i < output.Length; i++)
        {
            output[i] += (float)amplitude * envelope.Next() * (0.7f + 0.3f * Wave.Sine(slow)) * Wave.Sine(phase);
            phase += step;
            slow += slowStep;
        }
    }
}
