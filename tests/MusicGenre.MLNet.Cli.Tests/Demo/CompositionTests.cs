using DemoMusic.Composition;
using DemoMusic.Instruments;

namespace MusicGenre.MLNet.Cli.Tests.Demo;

/// <summary>The composers' tools.</summary>
public class CompositionTests
{
    [Test]
    public void Progressions_are_read_on_the_degrees_of_the_major_scale()
    {
        IReadOnlyList<Chord> chords = Chord.Progression("I vi ii7 V7 bIImaj7", key: 2);
        Assert.Multiple(() =>
        {
            Assert.That(chords.Select(chord => chord.Root), Is.EqualTo(new[] { 2, 11, 4, 9, 3 }));
            Assert.That(chords[1].Intervals, Is.EqualTo(new[] { 0, 3, 7 }));
            Assert.That(chords[3].Intervals, Is.EqualTo(new[] { 0, 4, 7, 10 }));
        });
    }

    [TestCase("X")]
    [TestCase("V13")]
    public void An_unknown_chord_is_refused_by_name(string symbol) =>
        Assert.That(() => Chord.Progression(symbol, 0), Throws.TypeOf<FormatException>().With.Message.Contains(symbol));

    [Test]
    public void A_voicing_lies_within_an_octave_of_its_lowest_place()
    {
        foreach (Chord chord in Chord.Progression("I ii7 IVmaj7 V9 bVII", key: 7))
            for (int low = 36; low < 60; low++)
            {
                IReadOnlyList<int> voicing = chord.Voicing(low);
                Assert.That(voicing, Is.Ordered.And.All.InRange(low, low + 11));
                Assert.That(voicing.Select(pitch => (pitch - chord.Root + 120) % 12), Is.EquivalentTo(chord.Intervals.Select(i => i % 12)));
            }
    }

    [Test]
    public void A_swung_eighth_comes_late_and_beats_stay()
    {
        var score = new Score(60, 4, new Production()) { Swing = 2.0 / 3 };
        Assert.Multiple(() =>
        {
            Assert.That(score.TimeOf(3), Is.EqualTo(3).Within(1e-9));
            Assert.That(score.TimeOf(3.5), Is.EqualTo(3 + 2.0 / 3).Within(1e-9));
            Assert.That(score.Beats, Is.EqualTo(4).Within(1e-9));
        });
    }

    [Test]
    public void A_row_of_drums_becomes_strokes()
    {
        var part = new Part(new Kick(), 0);
        part.Row(4, 0.5, "X..xo");
        Assert.That(part.Notes.Select(note => (note.Beat, note.Velocity)), Is.EqualTo(new[] { (4.0, 1.0), (5.5, 0.75), (6.0, 0.4) }));
    }

    [Test]
    public void A_melody_stays_in_its_scale_and_range()
    {
        Scale scale = Scale.Dorian(5);
        var part = new Part(new Piano(), 0);
        var melody = new Melody(new Random(3), scale, 60, 76);
        for (int bar = 0; bar < 50; bar++)
            melody.Write(part, bar * 4, new Chord(5, [0, 3, 7]), [1, -0.5, 0.5, 2]);
        Assert.That(part.Notes, Has.Count.EqualTo(150));
        Assert.That(part.Notes.Select(note => (int)note.Pitch), Is.All.Matches<int>(pitch => scale.Between(60, 76).Contains(pitch)));
    }
}
