using DemoMusic.Composition;
using DemoMusic.Instruments;

namespace DemoMusic.Styles;

/// <summary>Salon music in three-four time: bass on one, chords on two and three, a melody above.</summary>
internal sealed class Waltz : IStyle
{
    private static readonly string[] Major = ["I I V7 V7 V7 V7 I I", "I vi ii V7 I IV V7 I", "I I IV IV V7 V7 I I",
        "I III vi II7 ii V7 I V7"];
    private static readonly string[] Minor = ["i i V7 V7 V7 V7 i i", "i iv V7 i bVI bIII V7 i", "i bVII bVI V7 i iv V7 i"];

    private static readonly double[][] Rhythms =
        [[3], [2, 1], [1, 1, 1], [1.5, 0.5, 1], [1, 0.5, 0.5, 1], [0.5, 0.5, 0.5, 0.5, 0.5, 0.5], [-1, 1, 1], [2.5, 0.5]];

    /// <inheritdoc/>
    public string Name => "waltz";

    /// <inheritdoc/>
    public Score Compose(Random random, double seconds)
    {
        var score = new Score(random.Between(84, 195), seconds, Production.Draw(random));
        int key = random.Next(12);
        bool minor = random.Chance(0.4);
        IReadOnlyList<Chord> chords = Chord.Progression(random.Pick(minor ? Minor : Major), key);
        bool salon = random.Chance(0.45);
        Instrument keys = random.Make<Instrument>(Band.Piano, Band.Piano, Band.Harp, Band.NylonGuitar, Band.ElectricPiano);
        Part bass = score.Add(salon ? keys : random.Make(Band.UprightBass, Band.Strings, Band.Piano), random.Between(-5, 0));
        Part chord = score.Add(keys, random.Between(-8, -3));
        Part lead = score.Hire(random, -3, 2, Band.Piano, Band.Strings, Band.Flute, Band.Clarinet, Band.Vibraphone, Band.Organ);
        Part? second = random.Chance(0.4) ? score.Add(Band.Strings(random), random.Between(-10, -5)) : null;
        DrumSet? drums = random.Chance(0.25) ? new DrumSet(score, random, random.Between(-14, -7), machine: false) : null;
        int register = random.Pick(60, 65, 67, 72);
        Scale scale = minor ? Scale.HarmonicMinor(key) : Scale.Major(key);
        var melody = new Melody(random, scale, register, register + 19) { Articulation = random.Between(0.7, 1) };
        int low = random.Next(36, 46), middle = random.Next(52, 61);
        bool broken = random.Chance(0.3);
        double[] motif = random.Pick<double[]>(Rhythms);

        for (int bar = 0; bar * 3 < score.Beats; bar++)
        {
            Chord now = chords[bar % chords.Count];
            double beat = bar * 3;
            bass.Play(beat, 0.9, now.Bass(low) + (bar % 2 == 1 && random.Chance(0.5) ? 7 : 0), 0.85);
            IReadOnlyList<int> voicing = now.Voicing(middle);
            if (broken)
                for (int i = 1; i < 6; i++)
                    chord.Play(beat + i * 0.5, 0.5, voicing[(i - 1) % voicing.Count], 0.6);
            else
                for (int i = 1; i <= 2; i++)
                    chord.Play(beat + i, random.Between(0.4, 0.8), voicing, 0.6);
            if (!random.Chance(0.08))
                melody.Write(lead, beat, now, random.Chance(0.5) ? motif : random.Pick<double[]>(Rhythms));
            second?.Play(beat, 3, voicing, 0.6);
            drums?.Ride.Row(beat, 1, "Xxx");
            drums?.Kick.Row(beat, 1, "x..");
        }
        return score;
    }
}
