using DemoMusic.Composition;

namespace DemoMusic.Instruments;

/// <summary>The musicians: each call hires another one, whose instrument sounds a little different from the last one's.</summary>
internal static class Band
{
    public static Instrument Piano(Random random) => new Piano
    {
        Rolloff = random.Between(1.1, 1.9),
        Sustain = random.Between(3, 7),
        Inharmonicity = random.Between(0.0002, 0.0009),
    };

    public static Instrument ElectricPiano(Random random) => new ElectricPiano
    {
        Index = random.Between(0.8, 2.6),
        TineRatio = random.Pick(7.0, 11.0, 14.0),
        Tine = random.Between(0.1, 0.5),
        TremoloHertz = random.Between(3.5, 7),
        TremoloDepth = random.Between(0, 0.5),
    };

    public static Instrument Organ(Random random) => new Organ
    {
        Drawbars = random.Pick("888000000", "888800000", "808000008", "688400002", "008050300", "888888888"),
        LeslieHertz = random.Pick(0.9, random.Between(5.5, 7.2)),
        Click = random.Between(0, 0.25),
    };

    public static Instrument NylonGuitar(Random random) => new PluckedString
    {
        Brightness = random.Between(0.35, 0.6),
        Sustain = random.Between(1.5, 3),
        PickPosition = random.Between(0.2, 0.4),
    };

    public static Instrument SteelGuitar(Random random) => new PluckedString
    {
        Brightness = random.Between(0.65, 0.9),
        Sustain = random.Between(2.5, 5),
        PickPosition = random.Between(0.08, 0.25),
    };

    public static Instrument CrunchGuitar(Random random) => new PowerChordGuitar
    {
        Intervals = [0],
        Drive = random.Between(2, 7),
        Cabinet = random.Between(3_000, 5_500),
        Sustain = random.Between(3, 6),
        Brightness = random.Between(0.6, 0.85),
    };

    public static Instrument Harp(Random random) => new PluckedString
    {
        Brightness = random.Between(0.5, 0.75),
        Sustain = random.Between(3, 6),
        PickPosition = random.Between(0.35, 0.5),
    };

    public static Instrument UprightBass(Random random) => new PluckedString
    {
        Brightness = random.Between(0.15, 0.4),
        Sustain = random.Between(1, 2.2),
        PickPosition = random.Between(0.2, 0.35),
    };

    public static Instrument ElectricBass(Random random) => new AnalogSynth
    {
        Shape = random.Pick(Waveform.Triangle, Waveform.Saw),
        Voices = 1,
        Cutoff = random.Between(180, 450),
        FilterOctaves = random.Between(1, 2.2),
        FilterDecay = random.Between(0.08, 0.25),
        Resonance = 0.1,
        Decay = random.Between(0.5, 1.2),
        Sustain = 0.3,
    };

    public static Instrument SynthBass(Random random) => new AnalogSynth
    {
        Shape = random.Pick(Waveform.Saw, Waveform.Pulse),
        Voices = random.Pick(1, 2),
        Detune = random.Between(4, 18),
        Cutoff = random.Between(150, 900),
        FilterOctaves = random.Between(1, 3.5),
        FilterDecay = random.Between(0.06, 0.25),
        Resonance = random.Between(0.2, 0.85),
        Decay = 0.2,
        Sustain = random.Between(0.3, 0.8),
        Release = 0.05,
    };

    public static Instrument Strings(Random random) => new AnalogSynth
    {
        Voices = 3,
        Detune = random.Between(8, 16),
        Cutoff = random.Between(1_100, 3_200),
        FilterOctaves = 0.5,
        Resonance = 0.05,
        Attack = random.Between(0.05, 0.2),
        Sustain = 0.9,
        Release = random.Between(0.2, 0.5),
        Vibrato = random.Between(4, 14),
    };

    public static Instrument WarmPad(Random random) => new AnalogSynth
    {
        Shape = random.Pick(Waveform.Saw, Waveform.Pulse),
        Voices = 3,
        Detune = random.Between(8, 22),
        Cutoff = random.Between(300, 1_400),
        FilterOctaves = random.Between(0, 1.2),
        FilterDecay = random.Between(1, 3),
        Resonance = random.Between(0.1, 0.5),
        Attack = random.Between(0.3, 1.4),
        Sustain = 0.9,
        Release = random.Between(1, 2),
    };

    public static Instrument SoftPad(Random random) => new SoftPad
    {
        Harmonics = random.Next(3, 7),
        Rolloff = random.Between(0.9, 1.8),
        Attack = random.Between(0.5, 2),
        Breath = random.Between(0, 0.2),
    };

    public static Instrument Flute(Random random) => new Flute { Breath = random.Between(0.05, 0.4), Reed = random.Between(0, 0.1) };

    public static Instrument Clarinet(Random random) => new Flute { Breath = random.Between(0, 0.1), Reed = random.Between(0.3, 0.6) };

    public static Instrument Vibraphone(Random random)
        => new Mallet { Sustain = random.Between(2, 4), Hardness = random.Between(0.1, 0.5) };

    public static Instrument Marimba(Random random)
        => new Mallet { Sustain = random.Between(0.3, 0.8), Hardness = random.Between(0.3, 0.9) };

    public static Instrument SquareLead(Random random) => new AnalogSynth
    {
        Shape = Waveform.Pulse,
        PulseWidth = random.Between(0.15, 0.5),
        Voices = random.Pick(1, 2),
        Cutoff = random.Between(1_200, 5_000),
        Resonance = random.Between(0.1, 0.6),
        Vibrato = random.Between(0, 12),
        Release = random.Between(0.05, 0.3),
    };

    public static Instrument SawLead(Random random) => new AnalogSynth
    {
        Voices = random.Pick(1, 2, 3),
        Detune = random.Between(6, 25),
        Cutoff = random.Between(500, 3_500),
        FilterOctaves = random.Between(0.5, 2.5),
        Resonance = random.Between(0.1, 0.7),
        Sustain = random.Between(0.2, 0.8),
        Release = random.Between(0.05, 0.3),
    };

    public static Instrument Brass(Random random) => new AnalogSynth
    {
        Voices = 2,
        Detune = random.Between(5, 12),
        Cutoff = random.Between(500, 900),
        FilterOctaves = random.Between(1.5, 2.5),
        FilterDecay = 0.5,
        Resonance = 0.1,
        Attack = 0.04,
        Vibrato = 6,
    };
}
