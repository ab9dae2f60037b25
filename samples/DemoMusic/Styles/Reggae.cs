using DemoMusic.Composition;
using DemoMusic.Instruments;

namespace DemoMusic.Styles;

/// <summary>Chords on the off-beats, a bass that leaves room, drums that drop the one; at twice the speed it is ska.</summary>
internal sealed class Reggae : IStyle
{
    private static readonly string[] Progressions = ["I IV", "I V vi IV", "i bVII", "i iv", "I ii", "vi V IV V", "I IV V IV"];
    private static readonly string[] BassRows = ["x..xx.x.", "..xxx.x.", "x.xx..xx", "x..x..x.", ".xxx.xx."];
    private static readonly int[] BassSteps = [0, 0, 7, 12, 0, 4, 7, 5];
    private static readonly double[][] Phrases = [[1, 0.5, 0.5, 2], [-1, 0.5, 0.5, 1, 1], [1.5, 1.5, 1], [-4], [-2, 1, 1],
        [0.5, 1, 0.5, 2]];

    /// <inheritdoc/>
    public string Name => "reggae";

    /// <inheritdoc/>
    public Score Compose(Random random, double seconds)
    {
        bool ska = random.Chance(0.25);
        double tempo = ska ? random.Between(125, 165) : random.Between(62, 96);
        var score = new Score(tempo, seconds, Production.Draw(random)) { Swing = random.Between(0.5, 0.6) };
        int key = random.Next(12);
        string progression = random.Pick(Progressions);
        IReadOnlyList<Chord> chords = Chord.Progression(progression, key);
        Part bass = score.Add(random.Make(Band.ElectricBass, Band.ElectricBass, Band.UprightBass), random.Between(-2, 3), room: 0.2);
        Part skank = score.Hire(random, -6, -1, Band.SteelGuitar, Band.CrunchGuitar, Band.Piano, Band.Organ, Band.ElectricPiano);
        Part? bubble = random.Chance(0.5) ? score.Add(Band.Organ(random), random.Between(-11, -6)) : null;
        Part? lead = random.Chance(0.6)
            ? score.Hire(random, -5, 0, Band.Flute, Band.Brass, Band.Organ, Band.Clarinet, Band.SteelGuitar)
            : null;
        if (lead is not null && random.Chance(0.5))
            lead.EchoBeats = 0.75;
        if (random.Chance(0.4))
            skank.EchoBeats = 0.75;
        var drums = new DrumSet(score, random, random.Between(-6, 1), machine: random.Chance(0.2));
        bool steppers = random.Chance(0.25), rim = random.Chance(0.6), doubled = !ska && random.Chance(0.25);
        string bassRow = random.Pick(BassRows), hats = random.Pick("xoxoxoxo", ".x.x.x.x", "xxxxxxxx", "x.x.x.x.");
        int low = random.Next(28, 39), middle = random.Next(52, 63), turn = random.Next(8);
        Scale scale = char.IsLower(progression[0]) && progression[0] != 'v' ? Scale.Minor(key) : Scale.Pentatonic(key);
        var melody = new Melody(random, scale, middle + 5, middle + 22);

        for (int bar = 0; bar * 4 < score.Beats; bar++)
        {
            double beat = bar * 4;
            Chord now = chords[bar % chords.Count];
            for (int i = 0; i < 8; i++)
                if (bassRow[i] == 'x')
                    bass.Play(beat + i * 0.5, 0.45, now.Bass(low) + BassSteps[(i + turn) % 8], 0.85);
            double chop = random.Between(0.12, 0.25);
            for (int i = 0; i < 4; i++)
            {
                skank.Play(beat + i + 0.5, chop, now.Voicing(middle), 0.8);
                if (doubled)
                    skank.Play(beat + i + 0.75, chop, now.Voicing(middle), 0.5);
                bubble?.Play(beat + i + 0.25, 0.2, now.Voicing(middle - 5), 0.6);
                bubble?.Play(beat + i + 0.75, 0.2, now.Voicing(middle - 5), 0.6);
            }
            if (lead is not null)
                melody.Write(lead, beat, now, random.Pick<double[]>(Phrases));
            drums.Kick.Row(beat, 1, steppers ? "XXXX" : ska ? "X.X." : ".X.X");
            (rim ? drums.Rim : drums.Snare).Row(beat, 0.5, random.Chance(0.3) ? "..X...Xx" : "..X...X.");
            drums.ClosedHat.Row(beat, 0.5, hats);
            if (random.Chance(0.15))
                drums.Tom.Row(beat + 3, 0.25, "xxXx");
        }
        return score;
    }
}
