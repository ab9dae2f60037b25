using System.Collections.Concurrent;
using DemoMusic;
using DemoMusic.Sound;
using DemoMusic.Styles;
using MusicGenre.MLNet.Audio;
using MusicGenre.MLNet.Cli.Tests.TestSupport;

namespace MusicGenre.MLNet.Cli.Tests.Demo;

/// <summary>The composed music itself: it repeats by seed, it differs, and it is well recorded.</summary>
[Parallelizable(ParallelScope.All)]
public class DemoMusicTests
{
    private static readonly DemoMusicOptions Short = new() { Seconds = 4, TracksPerStyle = 3 };

    private static readonly ConcurrentDictionary<(string Style, int Number), AudioClip> Composed = new();

    private static IEnumerable<string> StyleNames => DemoMusicLibrary.Styles.Select(style => style.Name);

    [Test]
    public void There_are_enough_styles_and_tracks() => Assert.Multiple(() =>
    {
        Assert.That(DemoMusicLibrary.Styles.Select(style => style.Name).Distinct().Count(), Is.GreaterThanOrEqualTo(6));
        Assert.That(new DemoMusicLibrary().TrackCount, Is.GreaterThanOrEqualTo(84));
    });

    [TestCaseSource(nameof(StyleNames))]
    public void The_same_seed_gives_the_same_samples(string style)
    {
        AudioClip first = Compose(style, 1), again = new DemoMusicLibrary(Short).Compose(Style(style), 1);
        Assert.That(again.Samples.ToArray(), Is.EqualTo(first.Samples.ToArray()));
    }

    [TestCaseSource(nameof(StyleNames))]
    public void Another_seed_gives_other_music(string style)
    {
        AudioClip other = new DemoMusicLibrary(Short with { Seed = 2 }).Compose(Style(style), 1);
        Assert.That(Likeness(Compose(style, 1), other), Is.LessThan(0.5));
    }

    [TestCaseSource(nameof(StyleNames))]
    public void Tracks_of_a_style_differ(string style)
    {
        AudioClip[] clips = [.. Enumerable.Range(1, 14).Select(number => Compose(style, number))];
        for (int i = 0; i < clips.Length; i++)
            for (int j = i + 1; j < clips.Length; j++)
                Assert.That(Likeness(clips[i], clips[j]), Is.LessThan(0.6), $"tracks {i + 1} and {j + 1}");
    }

    [TestCaseSource(nameof(StyleNames))]
    public void Recordings_are_clean(string style)
    {
        for (int number = 1; number <= 14; number++)
        {
            AudioClip clip = Compose(style, number);
            var sound = new Sound(clip);
            ReadOnlySpan<float> samples = clip.Samples.Span;
            float start = Math.Abs(samples[0]), end = Math.Abs(samples[^1]);
            Assert.Multiple(() =>
            {
                Assert.That(clip.Samples.Length, Is.EqualTo(4 * Studio.SampleRate));
                Assert.That(clip.SampleRate, Is.EqualTo(22_050));
                Assert.That(sound.IsFinite, Is.True);
                Assert.That(sound.Peak, Is.InRange(0.05, Limiter.Ceiling), $"peak of track {number}");
                Assert.That(20 * Math.Log10(sound.Rms), Is.InRange(-30.0, -9.0), $"RMS of track {number} in dB");
                Assert.That(Math.Abs(sound.Mean), Is.LessThan(0.003), $"offset of track {number}");
                Assert.That(Math.Max(start, end), Is.LessThan(0.001), $"a click at an end of track {number}");
            });
        }
    }

    [Test]
    public void Loudness_does_not_tell_the_style()
    {
        // The spread within every style is wider than the distance between the styles' means.
        double[][] levels = [.. DemoMusicLibrary.Styles.Select(style =>
            Enumerable.Range(1, 14).Select(number => 20 * Math.Log10(new Sound(Compose(style.Name, number)).Rms)).ToArray())];
        double[] means = [.. levels.Select(style => style.Average())];
        Assert.That(means.Max() - means.Min(), Is.LessThan(levels.Min(style => style.Max() - style.Min())));
    }

    [Test]
    public void Styles_differ_measurably()
    {
        Dictionary<string, Sound[]> sounds = DemoMusicLibrary.Styles.ToDictionary(
            style => style.Name, style => Enumerable.Range(1, 14).Select(number => new Sound(Compose(style.Name, number))).ToArray());
        foreach ((string style, Sound[] all) in sounds)
        {
            TestContext.Out.WriteLine(
                $"{style,-12} mel band {Range(all, s => s.CentroidBand)}, onsets a second {Range(all, s => s.OnsetsPerSecond)}, "
                + $"RMS {Range(all, s => 20 * Math.Log10(s.Rms))} dB, peak {Range(all, s => s.Peak)}");
        }
        Assert.Multiple(() =>
        {
            Assert.That(Mean("ambient", s => s.CentroidBand), Is.LessThan(Mean("metal", s => s.CentroidBand) - 10));
            Assert.That(Mean("ambient", s => s.OnsetsPerSecond), Is.LessThan(Mean("techno", s => s.OnsetsPerSecond)));
            Assert.That(Mean("reggae", s => s.CentroidBand), Is.LessThan(Mean("chiptune", s => s.CentroidBand) - 3));
            Assert.That(Mean("waltz", s => s.OnsetsPerSecond), Is.LessThan(Mean("metal", s => s.OnsetsPerSecond) - 1));
        });

        static string Range(Sound[] all, Func<Sound, double> measure) =>
            FormattableString.Invariant($"{all.Average(measure):0.0} ({all.Min(measure):0.0}–{all.Max(measure):0.0})");

        double Mean(string style, Func<Sound, double> measure) => sounds[style].Average(measure);
    }

    private static AudioClip Compose(string style, int number) =>
        Composed.GetOrAdd((style, number), key => new DemoMusicLibrary(Short).Compose(Style(key.Style), key.Number));

    private static IStyle Style(string name) => DemoMusicLibrary.Styles.Single(style => style.Name == name);

    /// <summary>Largest magnitude of the normalised correlation at lag 0, 1 for the same sound at any level.</summary>
    private static double Likeness(AudioClip a, AudioClip b)
    {
        double product = 0, squaresA = 0, squaresB = 0;
        ReadOnlySpan<float> left = a.Samples.Span, right = b.Samples.Span;
        for (int i = 0; i < left.Length; i++)
        {
            product += left[i] * right[i];
            squaresA += left[i] * left[i];
            squaresB += right[i] * right[i];
        }
        return Math.Abs(product) / Math.Sqrt(squaresA * squaresB);
    }
}
