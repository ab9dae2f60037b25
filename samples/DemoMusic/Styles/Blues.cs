using DemoMusic.Composition;
using DemoMusic.Instruments;

namespace DemoMusic.Styles;

/// <summary>
/// Twelve bars of dominant sevenths, shuffled: walking or boogie bass, a comping instrument, and licks on the blues scale.
/// </summary>
internal sealed class Blues : IStyle
{
    private const string Form = "I7 I7 I7 I7 IV7 IV7 I7 I7 V7 IV7 I7 V7";
    private const string QuickChange = "I7 IV7 I7 I7 IV7 IV7 I7 VI7 ii7 V7 I7 V7";

    private static readonly double[][] Licks =
    [
        [-0.5, 0.5, 0.5, 0.5, 1, -1], [1, 0.5, 0.5, 0.5, 0.5, 1], [-1, 0.5, 0.5, 0.5, 1.5],
        [0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 1], [-2, 0.5, 0.5, 1], [2, -2], [-4],
    ];

    private static readonly int[] Walk = [0, 4, 7, 9];
    private static readonly int[] Boogie = [0, 0, 7, 7, 9, 9, 7, 7];

    /// <inheritdoc/>
    public string Name => "blues";

    /// <inheritdoc/>
    public Score Compose(Random random, double seconds)
    {
        var score = new Score(random.Between(66, 150), seconds, Production.Draw(random)) { Swing = random.Between(0.6, 0.68) };
        int key = random.Next(12), first = random.Next(12);
        IReadOnlyList<Chord> chords = Chord.Progression(random.Chance(0.6) ? Form : QuickChange, key);
        Part bass = score.Add(random.Make<Instrument>(Band.UprightBass, Band.ElectricBass, Band.Piano), random.Between(-4, 1), room: 0.4);
        Part comp = score.Hire(random, -9, -3, Band.Piano, Band.Organ, Band.ElectricPiano, Band.SteelGuitar, Band.CrunchGuitar);
        Part lead = score.Hire(random, -4, 2, Band.CrunchGuitar, Band.CrunchGuitar, Band.SteelGuitar, Band.Organ, Band.Piano, Band.Brass);
        DrumSet? drums = random.Chance(0.8) ? new DrumSet(score, random, random.Between(-7, 0), machine: false) : null;
        bool boogie = random.Chance(0.5), ride = random.Chance(0.4), sustained = random.Chance(0.3);
        int low = random.Next(33, 43), middle = random.Next(50, 60), high = random.Pick(57, 60, 64, 69);
        var melody = new Melody(random, Scale.Blues(key), high, high + 17) { Leaps = 0.15, Articulation = random.Between(0.7, 1) };

        for (int bar = 0; bar * 4 < score.Beats; bar++)
        {
            double beat = bar * 4;
            Chord now = chords[(first + bar) % chords.Count];
            int root = now.Bass(low);
            for (int i = 0; i < 8 && boogie; i++)
                bass.Play(beat + i * 0.5, 0.4, root + Boogie[i]);
            for (int i = 0; i < 4 && !boogie; i++)
                bass.Play(beat + i, 0.9, root + (random.Chance(0.8) ? Walk[i] : 10));
            IReadOnlyList<int> voicing = now.Voicing(middle);
            if (sustained)
                comp.Play(beat, 3.8, voicing, 0.55);
            else
                foreach (double at in random.Pick<double[]>([1.5, 3.5], [0, 1.5], [1, 3], [0.5, 1.5, 2.5, 3.5], [1.5]))
                    comp.Play(beat + at, random.Between(0.2, 0.6), voicing, 0.7);
            melody.Write(lead, beat, now, random.Pick<double[]>(Licks));
            if (drums is null)
                continue;
            (ride ? drums.Ride : drums.ClosedHat).Row(beat, 0.5, random.Pick("x.xxx.xx", "xoxoxoxo", "Xxxxxxxx"));
            drums.Kick.Row(beat, 1, random.Pick("x.x.", "x.xx", "xxxx"));
            drums.Snare.Row(beat, 1, ".X.X");
            if (random.Chance(0.15))
                drums.Snare.Row(beat + 3, 0.5, "xX");
        }
        return score;
    }
}
