using MusicGenre.MLNet.Audio;
using MusicGenre.MLNet.Data;
using MusicGenre.MLNet.Evaluation.Duplicates;
using MusicGenre.MLNet.Spectrograms;

namespace MusicGenre.MLNet.Tests.Evaluation.Duplicates;

public class DuplicateFinderTests
{
    private TemporaryFolder _folder = null!;

    [SetUp]
    public void SetUp() => _folder = new TemporaryFolder();

    [TearDown]
    public void CleanUp() => _folder.Dispose();

    [Test]
    public void Tracks_of_one_drum_loop_are_not_duplicates_but_a_copy_is()
    {
        for (int i = 0; i < 6; i++)
            Save(LoopMusic.Compose(i), i % 2 == 0 ? "house" : "techno", $"loop{i}.wav");
        Save(Later(LoopMusic.Compose(3), 0.7f), "house", "copy of loop3.wav");

        DuplicateReport report = Find(compareAllUpTo: 24);

        Assert.That(
            report.Pairs.Select(pair => (pair.First, pair.Second)), Is.EqualTo(new[] { ("house/copy of loop3.wav", "techno/loop3.wav") }));
        Assert.That(report.Pairs[0].IsAcrossGenres, Is.True);
        Assert.That(report.Pairs[0].Offset.TotalSeconds, Is.EqualTo(-1.3).Within(0.05), "the copy lacks the beginning");
        Assert.That(report.Groups, Has.Count.EqualTo(1));
        Assert.That(report.Candidates, Is.EqualTo(21));
    }

    [Test]
    public void In_larger_data_sets_only_similar_tracks_are_compared()
    {
        ToneGenres.Write(_folder.Path);
        File.Copy(_folder.Combine("high", "high02.wav"), _folder.Combine("noise", "the same.wav"));

        DuplicateReport report = Find(compareAllUpTo: 0);

        Assert.That(
            report.Pairs.Select(pair => (pair.First, pair.Second)), Is.EqualTo(new[] { ("high/high02.wav", "noise/the same.wav") }));
        Assert.That(report.Pairs[0].Correlation, Is.EqualTo(1).Within(1e-6));
        Assert.That(report.Candidates, Is.InRange(1, 19 * 18 / 2 - 1), "of 171 pairs");
    }

    [Test]
    public void Spectrogram_pictures_are_compared_too()
    {
        foreach (int i in (int[])[1, 2, 3])
            SpectrogramImage.FromClip(LoopMusic.Compose(i)).Save(Place("house", $"p{i}.png"));
        SpectrogramImage.FromClip(Later(LoopMusic.Compose(2), 0.5f)).Save(Place("techno", "copy.png"));
        SpectrogramImage.FromClip(LoopMusic.Compose(9)).Save(Place("techno", "other.png"));

        Assert.That(Find(24).Pairs.Select(pair => (pair.First, pair.Second)), Is.EqualTo(new[] { ("house/p2.png", "techno/copy.png") }));
    }

    [Test]
    public void Duplicates_stay_together_in_splits_across_artists()
    {
        GenreTrack[] tracks = [.. Enumerable.Range(0, 12).Select(i => new GenreTrack
        {
            Path = $"/{i}.wav", RelativePath = $"{i:00}.wav", Genre = i % 2 == 0 ? "a" : "b", TrackId = $"{i:00}",
            Artist = $"artist {i / 2}", Kind = TrackKind.Audio,
            DuplicateGroup = i is 0 or 5 or 9 ? "same" : null,
        })];
        string[] together = ["00.wav", "01.wav", "04.wav", "05.wav", "08.wav", "09.wav"];

        foreach (TrackSplit split in TrackSplitter.Folds(tracks, 3, 1).Append(TrackSplitter.Split(tracks, 0.3, 1)))
            Assert.That(
                split.Test.Count(track => together.Contains(track.RelativePath)), Is.EqualTo(0).Or.EqualTo(together.Length), split.Name);
        Assert.That(TrackSplitter.DescribeGrouping(tracks), Is.EqualTo("grouped by artist, duplicates together"));
    }

    [Test]
    public void Options_outside_of_their_range_are_refused()
    {
        foreach (DuplicateOptions wrong in (DuplicateOptions[])
            [new() { Correlation = 0 }, new() { CandidateSimilarity = 1.5 }, new() { CandidatesPerFile = 0 }, new() { SecondsPerFile = 0 },
             new() { MinOverlapSeconds = 0 }, new() { CompareAllUpTo = -1 }, new() { MaxDegreeOfParallelism = 0 }])
            Assert.That(wrong.Validate, Throws.TypeOf<ArgumentOutOfRangeException>(), $"{wrong}");
        Assert.That(new DuplicateOptions().Validate, Throws.Nothing);
    }

    private DuplicateReport Find(int compareAllUpTo) => DuplicateFinder.Find(
        GenreDataset.Open(_folder.Path, new DatasetOptions { RequireTrainable = false }),
        new DuplicateOptions { CompareAllUpTo = compareAllUpTo });

    private string Place(string genre, string name) => Path.Combine(Directory.CreateDirectory(_folder.Combine(genre)).FullName, name);

    private void Save(AudioClip clip, string genre, string name) => clip.SaveWav(Place(genre, name));

    // Begins 1.3 s later and is softer.
    private static AudioClip Later(AudioClip clip, float gain)
    {
        int skip = (int)(1.3 * clip.SampleRate);
        return skip >= clip.Samples.Length
            ? clip
            : new AudioClip(clip.Samples[skip..].ToArray().Select(s => s * gain).ToArray(), clip.SampleRate);
    }
}
