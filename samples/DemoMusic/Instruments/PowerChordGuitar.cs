using DemoMusic.Sound;

namespace DemoMusic.Instruments;

/// <summary>
/// An electric guitar through an amplifier: plucked strings, each note standing for the given intervals, into a saturating stage and the
/// dull response of a loudspeaker.
/// </summary>
internal sealed class PowerChordGuitar : Instrument
{
    /// <summary>Semitones that sound above each written note. The default value is root, fifth and octave.</summary>
    public IReadOnlyList<int> Intervals { get; init; } = [0, 7, 12];

    /// <summary>Gain before saturation: 2 is crunch, 30 metal. The default value is 20.</summary>
    public double Drive { get; init; } = 20;

    /// <summary>Upper limit of the loudspeaker in hertz. The default value is 4,500.</summary>
    public double Cabinet { get; init; } = 4_500;

    /// <summary>Seconds to −60 dB of the strings; short is palm-muted. The default value is 4.</summary>
    public double Sustain { get; init; } = 4;

    /// <summary>Brightness of the strings, 0…1. The default value is 0.85.</summary>
    public double Brightness { get; init; } = 0.85;

    /// <inheritdoc/>
    public override double ReleaseSeconds => 0.06;

    /// <inheritdoc/>
    public override void Play(Tone tone, Span<float> output, Random random)
    {
        var strings = new float[output.Length];
        var pluck = new PluckedString { Brightness = Brightness, Sustain = Sustain, PickPosition = 0.12 };
        foreach (int interval in Intervals)
            pluck.Play(tone with { Pitch = tone.Pitch + interval + random.NextDouble() * 0.06 }, strings, random);

        var speaker = new StateVariableFilter();
        speaker.Set(Cabinet, 0.25);
        var thump = new StateVariableFilter();
        thump.Set(75, 0.2);
        var gate = new Envelope(0.002, 1, 1, 0.05, tone.Samples);
        float drive = (float)Drive;
        for (int i = 0; i < output.Length; i++)
        {
            float shaped = MathF.Tanh(drive * strings[i] + 0.15f) - 0.149f;
            output[i] += 0.5f * tone.Velocity * gate.Next() * thump.HighPass(speaker.LowPass(shaped));
        }
    }
}
