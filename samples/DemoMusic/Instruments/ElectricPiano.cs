using DemoMusic.Sound;

namespace DemoMusic.Instruments;

/// <summary>
/// An electric piano by frequency modulation (J. Chowning, "The synthesis of complex audio spectra by means of frequency modulation",
/// 1973): a warm pair at the fundamental and a short metallic one for the tine, with tremolo.
/// </summary>
internal sealed class ElectricPiano : Instrument
{
    /// <summary>Modulation index at a hard stroke. The default value is 1.6.</summary>
    public double Index { get; init; } = 1.6;

    /// <summary>Frequency of the tine over the fundamental. The default value is 14.</summary>
    public double TineRatio { get; init; } = 14;

    /// <summary>Level of the tine, 0…1. The default value is 0.25.</summary>
    public double Tine { get; init; } = 0.25;

    /// <summary>Tremolo rate in hertz. The default value is 5.</summary>
    public double TremoloHertz { get; init; } = 5;

    /// <summary>Tremolo depth, 0…1. The default value is 0.2.</summary>
    public double TremoloDepth { get; init; } = 0.2;

    /// <inheritdoc/>
    public override double ReleaseSeconds => 0.35;

    /// <inheritdoc/>
    public override void Play(Tone tone, Span<float> output, Random random)
    {
        double step = tone.Step, tineStep = Math.Min(0.4, step * TineRatio);
        var body = new Envelope(0.002, 2.2, 0.05, 0.3, tone.Samples);
        var strike = new Envelope(0.001, 0.25, 0, 0.1, tone.Samples);
        float index = (float)(Index * tone.Velocity / (2 * Math.PI));
        float tine = (float)(Tine * tone.Velocity);
        double tremolo = random.NextDouble(), tremoloStep = TremoloHertz / Studio.SampleRate;
        double phase = 0, tinePhase = 0;
        for (int i = 0; i < output.Length; i++)
        {
            float level = body.Next(), hit = strike.Next();
            float modulator = index * (0.3f + 0.7f * level) * Wave.Sine(phase);
            float sound = Wave.Sine(phase + modulator) + tine * hit * Wave.Sine(phase + 0.1 * Wave.Sine(tinePhase));
            sound += 0.3f * tine * hit * Wave.Sine(tinePhase);
            output[i] += 0.4f * tone.Velocity * level * sound * (1 - (float)TremoloDepth * (0.5f + 0.5f * Wave.Sine(tremolo)));
            phase += step;
            tinePhase += tineStep;
            tremolo += tremoloStep;
        }
    }
}
