using DemoMusic.Composition;
using DemoMusic.Instruments;

namespace DemoMusic.Styles;

/// <summary>Soft Brazilian jazz: a guitar that comps against the clave, root and fifth in the bass, a rim click, extended chords.</summary>
internal sealed class BossaNova : IStyle
{
    private static readonly string[] Progressions =
    [
        "Imaj7 Imaj7 ii7 V7", "Imaj7 VI7 ii7 V7", "ii7 V7 Imaj7 Imaj7", "Imaj7 II7 ii7 bII7",
        "i7 iv7 bVII7 bIIImaj7", "iii7 VI7 ii7 V7", "IVmaj7 iv7 iii7 VI9",
    ];

    // Two bars in eighths.
    private static readonly string[] Comping = ["x..x..x...x..x..", "x.x..x..x.x..x..", "..x..x..x..x..x.", "x..x..x.x..x..x."];
    private static readonly double[][] Phrases =
        [[1.5, 1.5, 1], [-0.5, 1, 1, 1.5], [0.5, 0.5, 1, 2], [-4], [3, 0.5, 0.5], [-1, 0.5, 1, 0.5, 1], [1, 1.5, 1.5]];

    /// <inheritdoc/>
    public string Name => "bossa-nova";

    /// <inheritdoc/>
    public Score Compose(Random random, double seconds)
    {
        var score = new Score(random.Between(104, 172), seconds, Production.Draw(random)) { Swing = random.Between(0.5, 0.54) };
        int key = random.Next(12);
        string progression = random.Pick(Progressions);
        IReadOnlyList<Chord> chords = Chord.Progression(progression, key);
        Part guitar = score.Hire(random, -5, 0, Band.NylonGuitar, Band.NylonGuitar, Band.NylonGuitar, Band.ElectricPiano, Band.Piano);
        Part bass = score.Add(random.Make(Band.UprightBass, Band.UprightBass, Band.ElectricBass, Band.NylonGuitar), random.Between(-4, 1),
            room: 0.3);
        Part? lead = random.Chance(0.8)
            ? score.Hire(random, -4, 1, Band.Flute, Band.Clarinet, Band.Piano, Band.ElectricPiano, Band.NylonGuitar, Band.Vibraphone)
            : null;
        Part? pad = random.Chance(0.3) ? score.Hire(random, -12, -7, Band.Strings, Band.SoftPad) : null;
        DrumSet? drums = random.Chance(0.8) ? new DrumSet(score, random, random.Between(-11, -4), machine: random.Chance(0.15)) : null;
        string comping = random.Pick(Comping), clave = random.Pick("x..x..x...x..x..", "x..x..x...x.x...", "..x.x...x..x..x.");
        bool shaker = random.Chance(0.5);
        int low = random.Next(31, 41), middle = random.Next(50, 60);
        Scale scale = progression.StartsWith("i7", StringComparison.Ordinal) ? Scale.Dorian(key) : Scale.Major(key);
        var melody = new Melody(random, scale, middle + 8, middle + 27) { Leaps = 0.35 };

        for (int bar = 0; bar * 4 < score.Beats; bar++)
        {
            double beat = bar * 4;
            Chord now = chords[bar % chords.Count];
            int root = now.Bass(low);
            bass.Play(beat, 1.4, root, 0.85);
            bass.Play(beat + 1.5, 0.45, root, 0.6);
            bass.Play(beat + 2, 1.4, root + (random.Chance(0.8) ? 7 : 0), 0.8);
            bass.Play(beat + 3.5, 0.45, root + (random.Chance(0.5) ? 7 : 0), 0.6);
            int half = bar % 2 * 8;
            IReadOnlyList<int> voicing = now.Voicing(middle);
            for (int i = 0; i < 8; i++)
                if (comping[half + i] == 'x')
                    guitar.Play(beat + i * 0.5, random.Between(0.3, 0.9), voicing, 0.65);
            if (lead is not null)
                melody.Write(lead, beat, now, random.Pick<double[]>(Phrases));
            pad?.Play(beat, 4, voicing, 0.5);
            drums?.Rim.Row(beat, 0.5, clave.Substring(half, 8));
            drums?.Kick.Row(beat, 0.5, "x..xx..x");
            (shaker ? drums?.Shaker : drums?.ClosedHat)?.Row(beat, 0.5, "Xoxoxoxo");
        }
        return score;
    }
}
