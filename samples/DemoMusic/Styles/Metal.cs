using DemoMusic.Composition;
using DemoMusic.Instruments;

namespace DemoMusic.Styles;

/// <summary>Distorted power chords in riffs, palm-muted in between, over double kick; now and then a clean passage.</summary>
internal sealed class Metal : IStyle
{
    // One character a sixteenth: a digit is a step of the scale that rings, a dot a muted stroke on the root, a dash silence.
    private static readonly string[] Riffs =
        ["0..0..0..0..2...", "0...3...2...1...", "0.0.1.0.3.0.1.0.", "0---0---4---3---",
         "0..1..0..3..5.4.", "................", "0-0-3-0-0-5-4-3-"];
    private static readonly string[] KickRows = ["xxxxxxxxxxxxxxxx", "x.xxx.xxx.xxx.xx", "x...x...x...x...", "xx..xx..xx..xx..",
        "x..x..x.x..x..x."];

    private static readonly double[][] Solos = [[0.25, 0.25, 0.25, 0.25, 1, 0.5, 0.5, 1], [2, 1, 1], [0.5, 0.5, 0.5, 0.5, 2],
        [1, 1, 0.5, 0.5, 1]];

    /// <inheritdoc/>
    public string Name => "metal";

    /// <inheritdoc/>
    public Score Compose(Random random, double seconds)
    {
        var score = new Score(random.Between(84, 190), seconds, Production.Draw(random));
        int key = random.Next(12);
        Scale scale = random.Pick(Scale.Minor(key), Scale.Phrygian(key), Scale.HarmonicMinor(key));
        IReadOnlyList<int> pitches = scale.Between(38, 62);
        int tonic = pitches.ToList().FindIndex(pitch => pitch % 12 == key);
        double drive = random.Between(8, 40), cabinet = random.Between(2_800, 5_500);
        Part chords = score.Add(new PowerChordGuitar { Drive = drive, Cabinet = cabinet }, 0, room: 0.5);
        Part muted = score.Add(new PowerChordGuitar { Drive = drive, Cabinet = cabinet * 0.7, Sustain = 0.35, Brightness = 0.5 }, -2,
            room: 0.3);
        Part bass = score.Add(random.Make(Band.ElectricBass, Band.SynthBass), random.Between(-6, -1), room: 0.1);
        Part? lead = random.Chance(0.5)
            ? score.Hire(random, -5, 0, _ => new PowerChordGuitar { Intervals = [0], Drive = drive, Cabinet = cabinet + 500 },
                Band.SawLead, Band.Strings)
            : null;
        Part? clean = random.Chance(0.3) ? score.Add(Band.SteelGuitar(random), -3) : null;
        var drums = new DrumSet(score, random, random.Between(-7, 0), machine: false) { Looseness = 0.003 };
        string[] riffs = [random.Pick(Riffs), random.Pick(Riffs)];
        string[] kicks = [random.Pick(KickRows), random.Pick(KickRows)];
        bool blast = random.Chance(0.2), ride = random.Chance(0.4);
        int cleanPhrase = random.Next(3);
        var melody = new Melody(random, scale, 62, 86) { Leaps = 0.2 };
        var picking = new Melody(random, scale, 50, 70) { Leaps = 0.6, Articulation = 3 };

        for (int bar = 0; bar * 4 < score.Beats; bar++)
        {
            double beat = bar * 4;
            var harmony = new Chord(key, [0, 3, 7]);
            if (clean is not null && bar / 2 % 3 == cleanPhrase)
            {
                picking.Write(clean, beat, harmony, [0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5]);
                drums.Ride.Row(beat, 1, "x.x.");
                continue;
            }
            string riff = riffs[bar / 2 % 2];
            for (int i = 0; i < 16; i++)
            {
                double at = beat + i * 0.25;
                if (char.IsDigit(riff[i]))
                {
                    int pitch = pitches[tonic + riff[i] - '0'];
                    int held = riff[i..].Skip(1).TakeWhile(c => c == '-').Count() + 1;
                    chords.Play(at, held * 0.25, pitch, 0.9);
                    bass.Play(at, held * 0.25, pitch - 12, 0.8);
                }
                else if (riff[i] == '.')
                {
                    muted.Play(at, 0.2, pitches[tonic], 0.75);
                    bass.Play(at, 0.2, pitches[tonic] - 12, 0.6);
                }
            }
            if (lead is not null && bar % 4 >= 1)
                melody.Write(lead, beat, harmony, random.Pick<double[]>(Solos));
            drums.Kick.Row(beat, 0.25, kicks[bar / 2 % 2]);
            drums.Snare.Row(beat, 0.25, blast ? "..x...x...x...x." : "....X.......X...");
            (ride ? drums.Ride : drums.ClosedHat).Row(beat, 0.5, "x.x.x.x.");
            if (bar % 4 == 0)
                drums.Crash.Row(beat, 1, "X");
        }
        return score;
    }
}
