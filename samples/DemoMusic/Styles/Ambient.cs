using DemoMusic.Composition;
using DemoMusic.Instruments;

namespace DemoMusic.Styles;

/// <summary>Slow pads over a drone, a few notes with long echoes, a large room, hardly any beat.</summary>
internal sealed class Ambient : IStyle
{
    private static readonly string[] Progressions = ["Imaj7 IV", "vi IV Imaj7 V", "i bVI", "i bVII", "Isus2 IVsus2",
        "Imaj7 iii7 IVmaj7 iii7"];

    /// <inheritdoc/>
    public string Name => "ambient";

    /// <inheritdoc/>
    public Score Compose(Random random, double seconds)
    {
        Production production = Production.Draw(random) with { RoomSeconds = random.Between(1.5, 4), RoomMix = random.Between(0.2, 0.7) };
        var score = new Score(random.Between(48, 84), seconds, production);
        int key = random.Next(12);
        string progression = random.Pick(Progressions);
        IReadOnlyList<Chord> chords = Chord.Progression(progression, key);
        Scale scale = progression.StartsWith('i') ? Scale.Minor(key) : Scale.Pentatonic(key);
        Part pad = score.Add(random.Make<Instrument>(Band.SoftPad, Band.WarmPad, Band.Strings, Band.Organ), 0);
        Part? second = random.Chance(0.6) ? score.Hire(random, -9, -3, Band.SoftPad, Band.WarmPad) : null;
        Part? drone = random.Chance(0.6) ? score.Hire(random, -9, -2, Band.SoftPad, Band.SynthBass, Band.ElectricBass) : null;
        Part? drops = random.Chance(0.8)
            ? score.Add(
                random.Make<Instrument>(Band.Piano, Band.ElectricPiano, Band.Vibraphone, Band.Harp, Band.Flute, Band.NylonGuitar),
                random.Between(-8, 0),
                room: 2)
            : null;
        if (drops is not null)
            (drops.EchoBeats, drops.EchoFeedback) = (random.Pick(0.75, 1, 1.5), random.Between(0.3, 0.65));
        DrumSet? drums = random.Chance(0.3) ? new DrumSet(score, random, random.Between(-14, -7), machine: true) : null;
        int middle = random.Next(48, 62), low = random.Next(31, 43), length = random.Pick(4, 8);
        var melody = new Melody(random, scale, middle + 10, middle + 31) { Leaps = 0.5, Articulation = 1.5 };
        double sparseness = random.Between(0.3, 0.8);

        for (int bar = 0; bar * length < score.Beats; bar++)
        {
            double beat = bar * length;
            Chord now = chords[bar % chords.Count];
            pad.Play(beat, length, now.Voicing(middle), random.Between(0.5, 0.8));
            second?.Play(beat + length / 2.0, length, now.Voicing(middle + 12), 0.5);
            drone?.Play(beat, length, now.Bass(low), 0.7);
            for (double at = beat; drops is not null && at < beat + length; at += 0.5)
                if (!random.Chance(sparseness))
                    melody.Write(drops, at, now, [0.5]);
            for (double at = beat; drums is not null && at < beat + length; at += 4)
            {
                drums.Kick.Row(at, 1, "x...");
                drums.Shaker.Row(at, 0.5, ".x.x.x.x");
            }
        }
        return score;
    }
}
