using MusicGenre.MLNet.Data;
using MusicGenre.MLNet.Evaluation;
using MusicGenre.MLNet.Evaluation.Leaks;
using MusicGenre.MLNet.Tests.Data;
using MusicGenre.MLNet.Training;

namespace MusicGenre.MLNet.Tests.Evaluation.Leaks;

public class SplitCheckTests
{
    [Test]
    public void The_grouping_decides_the_warning()
    {
        Assert.That(Check(i => null).Grouping, Is.EqualTo(SplitGrouping.Track));
        Assert.That(Check(i => null).Warnings.Single(), Does.Contain("no artists are known"));
        Assert.That(Check(i => i == 0 ? null : $"artist {i}").Grouping, Is.EqualTo(SplitGrouping.ArtistWhereKnown));
        Assert.That(Check(i => i == 0 ? null : $"artist {i}").Warnings.Single(), Does.Contain("some tracks are unknown"));
        Assert.That(Check(i => $"artist {i}").Grouping, Is.EqualTo(SplitGrouping.Artist));
        Assert.That(Check(i => $"artist {i}").Warnings, Is.Empty);
        Assert.That(Check(i => null, SplitGrouping.Nothing).Warnings.Single(), Does.Contain("random by file"));
        Assert.That(SplitCheck.Unknown.Warnings.Single(), Does.Contain("not checked"));
    }

    [Test]
    public void A_split_of_authors_who_kept_artists_apart_is_not_warned_of()
    {
        SplitCheck check = Check(i => null, SplitGrouping.ArtistByAuthors);
        GenreTrack[] named = Tracks(i => i < 2 ? null : "one artist");
        var contradicted = SplitCheck.Of([new TrackSplit("held out", named[..5], named[5..])], null, SplitGrouping.ArtistByAuthors);

        Assert.That(check.Warnings, Is.Empty);
        Assert.That(check.Meaning, Does.Contain("grouped by artist by its authors").And.Contain("not named in the data"));
        Assert.That(contradicted.Warnings.Single(), Does.StartWith("LEAK").And.Contain("one artist").And.Not.Contain("folds"));
        Assert.That(contradicted.Meaning, Does.Contain("is on both sides").And.Not.Contain("given folds"));
    }

    [Test]
    public void Gtzans_published_split_is_grouped_by_its_authors_and_others_by_what_the_tracks_tell()
    {
        GenreDataset gtzan = Gtzan(null), named = Gtzan(i => $"artist {i}");
        var published = new TrainOptions { Split = SplitKind.GtzanFiltered };

        Assert.That(Check(gtzan, published).Grouping, Is.EqualTo(SplitGrouping.ArtistByAuthors));
        Assert.That(Check(gtzan, new TrainOptions()).Grouping, Is.EqualTo(SplitGrouping.Track));
        Assert.That(Check(named, published).Grouping, Is.EqualTo(SplitGrouping.Artist), "then it was checked");
    }

    [Test]
    public void Given_folds_that_share_an_artist_are_a_leak()
    {
        GenreTrack[] tracks = [.. Tracks(i => "one artist").Select((track, i) => track with { Fold = i % 2 })];

        var check = SplitCheck.Of(TrackSplitter.Folds(tracks, 2, 1));

        Assert.That(check.HasLeak, Is.True);
        Assert.That(check.SharedGroups, Is.EqualTo(new[] { "one artist" }));
        Assert.That(check.Warnings.Single(), Does.StartWith("LEAK").And.Contain("one artist"));
    }

    [Test]
    public void The_same_track_under_another_name_is_caught_and_kept_together_when_asked()
    {
        using var folder = new TemporaryFolder();
        string data = ToneGenres.Write(folder.Combine("music"));
        File.Copy(Path.Combine(data, "low", "low01.wav"), Path.Combine(data, "low", "another name.wav"));
        TrainOptions options = WithTheCopyApart(
            data, new TrainOptions { WorkspacePath = folder.Combine("cache"), Folds = 3, Duplicates = DuplicateHandling.Report });

        SplitCheck leaking = MusicGenreClassifier.CrossValidate(data, options).Pooled.Origin!.Check;
        EvaluationOrigin together = MusicGenreClassifier.CrossValidate(
            data, options with { Duplicates = DuplicateHandling.Group }).Pooled.Origin!;

        Assert.That(leaking.HasLeak, Is.True);
        Assert.That(
            leaking.DuplicatesAcross!.Select(pair => (pair.First, pair.Second)),
            Is.EqualTo(new[] { ("low/another name.wav", "low/low01.wav") }));
        Assert.That(leaking.Warnings, Has.Some.StartsWith("LEAK").And.Some.Contains("another name.wav"));
        Assert.That(together.Check.HasLeak, Is.False);
        Assert.That(together.Duplicates!.Pairs, Has.Count.EqualTo(1), "reported all the same");
    }

    [Test]
    public void A_random_split_is_measured_beside_the_honest_one_when_asked()
    {
        using var folder = new TemporaryFolder();
        string data = ToneGenres.Write(folder.Combine("music"), seconds: 1);
        var options = new TrainOptions { WorkspacePath = folder.Combine("cache"), Folds = 3, AlsoRandom = true };

        EvaluationResult result = MusicGenreClassifier.CrossValidate(data, options).Pooled;
        using MusicGenreClassifier trained = MusicGenreClassifier.Train(data, options);

        Assert.That(result.Random!.Metrics.Count, Is.EqualTo(18));
        Assert.That(result.Random.Split, Is.EqualTo("3 random folds, by file"));
        Assert.That(trained.HeldOut!.Random!.Metrics.Count, Is.EqualTo(trained.HeldOut.Metrics.Count));
        Assert.That(MusicGenreClassifier.CrossValidate(data, options with { AlsoRandom = false }).Pooled.Random, Is.Null);
    }

    [Test]
    public void A_random_split_tears_recordings_and_artists_apart()
    {
        using var folder = new TemporaryFolder();
        string data = folder.Combine("music");
        foreach (string genre in (string[])["high", "low"])
            for (int track = 0; track < 4; track++)
                for (int segment = 0; segment < 3; segment++)
                {
                    string directory = Directory.CreateDirectory(Path.Combine(data, genre)).FullName;
                    ToneGenres.Compose(genre, 1, track).SaveWav(Path.Combine(directory, $"{genre}.0000{track}.{segment}.wav"));
                }

        EvaluationResult result = MusicGenreClassifier.CrossValidate(
            data, new TrainOptions { WorkspacePath = folder.Combine("cache"), Folds = 2, AlsoRandom = true }).Pooled;

        Assert.That(result.Metrics.Count, Is.EqualTo(8), "a recording is one track");
        Assert.That(result.Random!.Metrics.Count, Is.EqualTo(24), "every file by itself");
    }

    /// <summary>A seed with which the copy is tested by a head that learned from the original.</summary>
    private static TrainOptions WithTheCopyApart(string data, TrainOptions options)
    {
        IReadOnlyList<GenreTrack> tracks = GenreDataset.Open(data).Tracks;
        int seed = Enumerable.Range(1, 50).First(s => TrackSplitter.Folds(tracks, options.Folds, s).Any(split =>
            split.Test.Any(t => t.RelativePath == "low/low01.wav") && split.Train.Any(t => t.RelativePath == "low/another name.wav")));
        return options with { Seed = seed };
    }

    private static SplitCheck Check(GenreDataset dataset, TrainOptions options)
    {
        HeldOutSplit split = HeldOutSplit.Of(dataset, options);
        return SplitCheck.Of([split.Whole], null, split.Grouping);
    }

    private static SplitCheck Check(Func<int, string?> artist, SplitGrouping? grouping = null)
        => SplitCheck.Of(TrackSplitter.Folds(Tracks(artist), 2, 1), null, grouping);

    private static GenreDataset Gtzan(Func<int, string>? artist)
    {
        IEnumerable<GenreTrack> tracks = GtzanFilteredSplit.Train.Concat(GtzanFilteredSplit.Validation).Concat(GtzanFilteredSplit.Test)
            .Select((name, i) => DataFolder.Track(name.Split('.')[0], name, artist?.Invoke(i)));
        return new GenreDataset(new DatasetContent("/data", tracks, [], [], 0, 0));
    }

    private static GenreTrack[] Tracks(Func<int, string?> artist) => [.. Enumerable.Range(0, 8).Select(i => new GenreTrack
    {
        Path = $"/{i}.wav", RelativePath = $"{i}.wav", Genre = i % 2 == 0 ? "a" : "b", TrackId = $"{i}", Artist = artist(i),
        Kind = TrackKind.Audio,
    })];
}
