using DemoMusic.Composition;
using DemoMusic.Instruments;

namespace DemoMusic.Styles;

/// <summary>Music of old games consoles: two pulses, a stepped triangle and noise, chords as quick arpeggios.</summary>
internal sealed class Chiptune : IStyle
{
    private static readonly string[] Progressions = ["I V vi IV", "i bVI bVII i", "vi IV I V", "i bVII bVI V", "I IV I V"];
    private static readonly double[][] Rhythms =
    [
        [0.5, 0.5, 0.5, 0.5, 1, 1], [0.75, 0.75, 0.5, 1, 1], [0.25, 0.25, 0.5, 0.5, 0.5, 1, 1],
        [0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5], [1.5, 0.5, 2], [-0.5, 0.5, 1, 0.5, 0.5, 1],
    ];

    /// <inheritdoc/>
    public string Name => "chiptune";

    /// <inheritdoc/>
    public Score Compose(Random random, double seconds)
    {
        var score = new Score(random.Between(100, 178), seconds, Production.Draw(random));
        int key = random.Next(12);
        string progression = random.Pick(Progressions);
        bool minor = progression.StartsWith('i');
        IReadOnlyList<Chord> chords = Chord.Progression(progression, key);
        Part lead = score.Add(new ChipVoice { Duty = random.Pick(0.125, 0.25, 0.5), Decay = random.Pick(0, 0.4, 0.8) }, 0, room: 0.4);
        if (random.Chance(0.4))
            lead.EchoBeats = 0.75;
        double duty = random.Pick(0.125, 0.25, 0.5), rate = random.Pick(50, 60, 25);
        Part major = score.Add(new ChipVoice { Duty = duty, Arpeggio = [0, 4, 7], ArpeggioHertz = rate }, -8, room: 0.4);
        Part sad = score.Add(new ChipVoice { Duty = duty, Arpeggio = [0, 3, 7], ArpeggioHertz = rate }, -8, room: 0.4);
        Part bass = score.Add(random.Chance(0.75) ? new ChipVoice { Duty = 0, Decay = 0 } : Band.SynthBass(random), random.Between(-5, 0),
            room: 0.2);
        Part? pad = random.Chance(0.2) ? score.Add(Band.WarmPad(random), -10) : null;
        DrumSet? drums = random.Chance(0.85) ? new DrumSet(score, random, random.Between(-8, -1), machine: true) : null;
        foreach (Part part in score.Parts)
            part.Looseness = 0;
        int low = random.Next(33, 45), middle = random.Next(57, 68), high = random.Pick(64, 69, 72, 76);
        Scale scale = minor ? Scale.Minor(key) : Scale.Major(key);
        var melody = new Melody(random, scale, high, high + 17) { Leaps = 0.4, Articulation = random.Between(0.5, 1) };
        double[] motif = random.Pick<double[]>(Rhythms);
        bool octaves = random.Chance(0.6);

        for (int bar = 0; bar * 4 < score.Beats; bar++)
        {
            double beat = bar * 4;
            Chord now = chords[bar % chords.Count];
            melody.Write(lead, beat, now, random.Chance(0.5) ? motif : random.Pick<double[]>(Rhythms));
            Part arpeggio = now.Intervals[1] == 3 ? sad : major;
            for (int i = 0; i < 4; i++)
                arpeggio.Play(beat + i, 0.9, now.Bass(middle), 0.7);
            for (int i = 0; i < 8; i++)
                bass.Play(beat + i * 0.5, 0.4, now.Bass(low) + (octaves && i % 2 == 1 ? 12 : 0), 0.8);
            pad?.Play(beat, 4, now.Voicing(middle), 0.5);
            drums?.Kick.Row(beat, 0.5, random.Pick("x...x...", "x..xx...", "x...x.x."));
            drums?.Snare.Row(beat, 0.5, "..X...X.");
            drums?.ClosedHat.Row(beat, 0.25, "x.xox.xox.xox.xo");
        }
        return score;
    }
}
