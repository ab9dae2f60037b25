using DemoMusic.Instruments;
using DemoMusic.Sound;

namespace MusicGenre.MLNet.Cli.Tests.Demo;

/// <summary>Instruments play in tune, stay finite, and fall silent.</summary>
public class InstrumentTests
{
    private static readonly Instrument[] Tuned =
    [
        new PluckedString(), new Piano(), new ElectricPiano { Tine = 0, TremoloDepth = 0 }, new Organ { Drawbars = "008000000", Click = 0 },
        new AnalogSynth { Voices = 1 }, new SoftPad { Breath = 0, Attack = 0.05 },
        new Flute { Breath = 0 }, new ChipVoice { Decay = 0 }, new Mallet(),
    ];

    private static readonly Instrument[] All = [.. Tuned, new PowerChordGuitar(), new Kick(), new Snare(), new Cymbal(), new WoodBlock()];

    private static IEnumerable<string> TunedNames => Tuned.Select(instrument => instrument.GetType().Name);

    private static IEnumerable<string> AllNames => All.Select(instrument => instrument.GetType().Name);

    [TestCaseSource(nameof(TunedNames))]
    public void Plays_in_tune(string name)
    {
        Instrument instrument = Named(name);
        foreach (double pitch in (double[])[45, 57, 69, 76])
        {
            var tone = new Tone(pitch, Studio.SampleRate, 0.8f);
            var sound = new float[Studio.SampleRate];
            instrument.Play(tone, sound, new Random(1));
            double right = Power(sound, tone.Hertz);
            double aside = Math.Max(Power(sound, tone.Hertz * 1.03), Power(sound, tone.Hertz * 0.97));
            Assert.That(right, Is.GreaterThan(4 * aside), $"pitch {pitch}");
        }
    }

    [TestCaseSource(nameof(AllNames))]
    public void Sounds_and_falls_silent(string name)
    {
        Instrument instrument = Named(name);
        var sound = new float[Studio.SampleRate / 2 + (int)(instrument.ReleaseSeconds * Studio.SampleRate)];
        instrument.Play(new Tone(60, Studio.SampleRate / 2, 0.8f), sound, new Random(1));
        float peak = sound.Max(Math.Abs);
        Assert.Multiple(() =>
        {
            Assert.That(sound, Has.All.Matches<float>(float.IsFinite));
            Assert.That(peak, Is.InRange(0.02f, 4f));
            Assert.That(Math.Abs(sound[^1]), Is.LessThan(0.06f * peak), "the end of the release");
        });
    }

    private static Instrument Named(string name) => All.Single(instrument => instrument.GetType().Name == name);

    /// <summary>Power at one frequency (Goertzel, Hann window).</summary>
    private static double Power(float[] sound, double hertz)
    {
        double real = 0, imaginary = 0;
        for (int i = 0; i < sound.Length; i++)
        {
            double weighted = sound[i] * (0.5 - 0.5 * Math.Cos(2 * Math.PI * i / sound.Length));
            double angle = 2 * Math.PI * hertz * i / Studio.SampleRate;
            real += weighted * Math.Cos(angle);
            imaginary += weighted * Math.Sin(angle);
        }
        return real * real + imaginary * imaginary;
    }
}
