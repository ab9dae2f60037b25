using DemoMusic.Composition;
using DemoMusic.Instruments;

namespace DemoMusic.Styles;

/// <summary>Four on the floor: machine drums, a filtered bass in sixteenths, minor stabs, parts that come and go by the phrase.</summary>
internal sealed class Techno : IStyle
{
    private static readonly string[] BassRows =
        ["..x...x...x...x.", "..xx..xx..xx..xx", ".xxx.xxx.xxx.xxx", "x..x..x.x..x..x.", "xxxxxxxxxxxxxxxx", "x.xx..x.x.xx.x.."];
    private static readonly string[] StabRows = ["...x..x.....x...", "x..x..x.........", "....x.......x..x", "x.......x...x..."];
    private static readonly string[] HatRows = ["..x...x...x...x.", "x.xxx.xxx.xxx.xx", "xoXoxoXoxoXoxoXo", "..xo..xo..xo..xo"];
    private static readonly string[] Progressions = ["i", "i i bVI bVII", "i bIII", "i iv", "i i i bII"];

    /// <inheritdoc/>
    public string Name => "techno";

    /// <inheritdoc/>
    public Score Compose(Random random, double seconds)
    {
        var score = new Score(random.Between(116, 146), seconds, Production.Draw(random))
        {
            Swing = random.Chance(0.3) ? random.Between(0.52, 0.57) : 0.5,
        };
        int key = random.Next(12);
        IReadOnlyList<Chord> chords = Chord.Progression(random.Pick(Progressions), key);
        var drums = new DrumSet(score, random, random.Between(-2, 3), machine: true);
        Part bass = score.Add(Band.SynthBass(random), random.Between(-5, 1), room: 0.2);
        bass.Pump = random.Between(0, 0.7);
        Part stab = score.Hire(random, -11, -4, Band.SawLead, Band.ElectricPiano, Band.Organ, Band.Piano, Band.SquareLead);
        stab.EchoBeats = random.Pick(0, 0.75, 0.75, 0.5);
        stab.Pump = random.Between(0, 0.4);
        Part? pad = random.Chance(0.5) ? score.Hire(random, -13, -6, Band.WarmPad, Band.Strings, Band.SoftPad) : null;
        Part? arpeggio = random.Chance(0.5) ? score.Hire(random, -11, -4, Band.SawLead, Band.SquareLead, Band.Marimba) : null;
        foreach (Part part in score.Parts)
            part.Looseness = 0;
        if (pad is not null)
            pad.Pump = random.Between(0.2, 0.8);
        string bassRow = random.Pick(BassRows), stabRow = random.Pick(StabRows), hatRow = random.Pick(HatRows);
        int low = random.Next(29, 41), middle = random.Next(52, 66);
        int[] order = [.. Enumerable.Range(0, 16).Select(_ => random.Next(5))];
        // The phrase in which the drums rest, if any: the lead-in makes it fall anywhere.
        int breakdown = random.Chance(0.35) ? random.Next(0, 4) : -1;

        for (int bar = 0; bar * 4 < score.Beats; bar++)
        {
            double beat = bar * 4;
            Chord now = chords[bar / 2 % chords.Count];
            if (bar / 2 != breakdown)
            {
                drums.Kick.Row(beat, 1, "XXXX");
                drums.ClosedHat.Row(beat, 0.25, hatRow);
                drums.OpenHat.Row(beat, 0.5, ".x.x.x.x");
                if (bar / 2 % 3 != 2)
                    drums.Clap.Row(beat, 1, ".x.x");
            }
            bass.Row(beat, 0.25, bassRow, now.Bass(low));
            if (bar / 2 % 4 != 1)
                for (int i = 0; i < 16; i++)
                    if (stabRow[i] == 'x')
                        stab.Play(beat + i * 0.25, 0.2, now.Voicing(middle), 0.7);
            pad?.Play(beat, 4, now.Voicing(middle), 0.6);
            IReadOnlyList<int> voicing = [.. now.Voicing(middle + 7), now.Bass(middle + 19), now.Bass(middle + 7)];
            for (int i = 0; arpeggio is not null && i < 16; i++)
                arpeggio.Play(beat + i * 0.25, 0.2, voicing[order[i] % voicing.Count], random.Between(0.4, 0.8));
        }
        return score;
    }
}
