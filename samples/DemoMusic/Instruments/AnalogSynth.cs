using DemoMusic.Composition;
using DemoMusic.Sound;

namespace DemoMusic.Instruments;

/// <summary>
/// A subtractive synthesiser: detuned oscillators, a low-pass filter that moves, an envelope. Basses, leads, strings, pads.
/// </summary>
internal sealed class AnalogSynth : Instrument
{
    /// <summary>Waveform. The default value is saw.</summary>
    public Waveform Shape { get; init; } = Waveform.Saw;

    /// <summary>Part of the cycle for which a pulse is high. The default value is 0.5.</summary>
    public double PulseWidth { get; init; } = 0.5;

    /// <summary>Number of oscillators. The default value is 2.</summary>
    public int Voices { get; init; } = 2;

    /// <summary>Detuning of the outermost oscillators in cents. The default value is 8.</summary>
    public double Detune { get; init; } = 8;

    /// <summary>Cutoff of the filter at rest in hertz. The default value is 1,200.</summary>
    public double Cutoff { get; init; } = 1_200;

    /// <summary>Octaves by which each note opens the filter. The default value is 1.</summary>
    public double FilterOctaves { get; init; } = 1;

    /// <summary>Seconds in which the filter closes again. The default value is 0.2.</summary>
    public double FilterDecay { get; init; } = 0.2;

    /// <summary>Resonance of the filter, 0…1. The default value is 0.2.</summary>
    public double Resonance { get; init; } = 0.2;

    /// <summary>Attack in seconds. The default value is 0.005.</summary>
    public double Attack { get; init; } = 0.005;

    /// <summary>Decay in seconds. The default value is 0.3.</summary>
    public double Decay { get; init; } = 0.3;

    /// <summary>Sustained level, 0…1. The default value is 0.7.</summary>
    public double Sustain { get; init; } = 0.7;

    /// <summary>Release in seconds. The default value is 0.1.</summary>
    public double Release { get; init; } = 0.1;

    /// <summary>Depth of the vibrato in cents. The default value is 0.</summary>
    public double Vibrato { get; init; }

    /// <inheritdoc/>
    public override double ReleaseSeconds => Release;

    /// <inheritdoc/>
    public override void Play(Tone tone, Span<float> output, Random random)
    {
        const int controlStep = 16;
        Span<double> phases = stackalloc double[Voices];
        Span<double> ratios = stackalloc double[Voices];
        for (int voice = 0; voice < Voices; voice++)
        {
            phases[voice] = random.NextDouble();
            double place = Voices == 1 ? 0 : 2.0 * voice / (Voices - 1) - 1;
            ratios[voice] = Math.Pow(2, Detune * (place + random.Between(-0.2, 0.2)) / 1200);
        }
        var level = new Envelope(Attack, Decay, Sustain, Release, tone.Samples);
        var opening = new Envelope(Math.Min(Attack, 0.02), FilterDecay, 0, Release, tone.Samples);
        var filter = new StateVariableFilter();
        double step = tone.Step, vibratoPhase = random.NextDouble(), bend = 1;
        float gain = 0.4f * tone.Velocity / MathF.Sqrt(Voices);
        for (int i = 0; i < output.Length; i++)
        {
            float open = opening.Next();
            if (i % controlStep == 0)
            {
                filter.Set(Cutoff * Math.Pow(2, FilterOctaves * open * tone.Velocity), Resonance);
                vibratoPhase += 5.3 * controlStep / Studio.SampleRate;
                bend = 1 + Vibrato * 0.000578 * Wave.Sine(vibratoPhase);
            }
            float sound = 0;
            for (int voice = 0; voice < Voices; voice++)
            {
                double voiceStep = step * ratios[voice] * bend;
                sound += Oscillator(phases[voice], voiceStep);
                phases[voice] += voiceStep;
                if (phases[voice] >= 1)
                    phases[voice] -= 1;
            }
            output[i] += gain * level.Next() * filter.LowPass(sound);
        }
    }

    private float Oscillator(double phase, double step)
    {
        switch (Shape)
        {
            case Waveform.Triangle:
                return Wave.Triangle(phase);
            case Waveform.Pulse:
                double other = phase - PulseWidth;
                if (other < 0)
                    other += 1;
                return (phase < PulseWidth ? 1f : -1f) + Wave.Blep(phase, step) - Wave.Blep(other, step);
            default:
                return (float)(2 * phase - 1) - Wave.Blep(phase, step);
        }
    }
}
