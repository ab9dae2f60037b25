using CsCheck;
using MusicGenre.MLNet.Data;
using static MusicGenre.MLNet.Tests.Data.DataFolder;

namespace MusicGenre.MLNet.Tests.Data;

public class TrackSplitterTests
{
    private const string Seed = "0N0XIzNsQ0O2";

    /// <summary>
    /// Tracks of 2–5 genres; artists belong to one genre and have 1–4 recordings each; a recording may be in 1–3 segments.
    /// </summary>
    private static readonly Gen<GenreTrack[]> Tidy =
        Gen.Select(Gen.Int[1, 4], Gen.Int[1, 3]).Array[2, 12].Array[2, 5].Select(genres => (GenreTrack[])
        [
            .. genres.SelectMany((artists, g) => artists.SelectMany(
                (artist, a) => Enumerable.Range(0, artist.Item1).SelectMany(t => Enumerable.Range(0, artist.Item2)
                .Select(s => Track($"g{g}", $"a{a}t{t}.00000.{s}", a % 3 == 2 ? null : $"artist {g} {a}"))))),
        ]);

    /// <summary>Tracks whose artists wander between genres.</summary>
    private static readonly Gen<GenreTrack[]> Wandering =
        Gen.Select(Gen.Int[0, 3], Gen.Int[0, 14]).Array[12, 60].Select(pairs => pairs
            .Select((pair, i) => Track($"g{pair.Item1}", $"t{i}", pair.Item2 == 0 ? null : $"artist {pair.Item2}")).ToArray());

    [Test]
    public void Split_puts_every_track_on_one_side_and_no_group_on_two() =>
        Gen.Select(Gen.OneOf(Tidy, Wandering), Gen.Double[0.05, 0.95], Gen.Int).Sample(
            (tracks, fraction, seed) =>
            {
                TrackSplit split = TrackSplitter.Split(tracks, fraction, seed);
                Assert.That(split.SharedGroups, Is.Empty);
                Assert.That(Paths(split.Train.Concat(split.Test)), Is.EqualTo(Paths(tracks)));
            },
            seed: Seed, iter: 300);

    [Test]
    public void Split_gives_each_genre_its_share_within_one_group() =>
        Gen.Select(Tidy, Gen.Double[0.05, 0.95], Gen.Int).Sample(
            (tracks, fraction, seed) =>
            {
                TrackSplit split = TrackSplitter.Split(tracks, fraction, seed);
                foreach (IGrouping<string, GenreTrack> genre in tracks.GroupBy(track => track.Genre))
                {
                    int held = Recordings(split.Test, genre.Key);
                    int total = Recordings(tracks, genre.Key);
                    Assert.That(held, Is.GreaterThan(0));
                    Assert.That(total - held, Is.GreaterThan(0));
                    Assert.That(Math.Abs(held - fraction * total), Is.LessThanOrEqualTo(LargestGroup(genre)));
                }
            },
            seed: Seed, iter: 300);

    [Test]
    public void Split_depends_on_the_seed_but_not_on_the_order_of_the_tracks() =>
        Gen.Select(Gen.OneOf(Tidy, Wandering), Gen.Int).Sample(
            (tracks, seed) =>
            {
                TrackSplit split = TrackSplitter.Split(tracks, 0.3, seed);
                TrackSplit again = TrackSplitter.Split([.. tracks.Reverse()], 0.3, seed);
                Assert.That(again.Test, Is.EqualTo(split.Test));
                Assert.That(again.Train, Is.EqualTo(split.Train));
            },
            seed: Seed, iter: 100);

    [Test]
    public void Seeds_differ()
    {
        GenreTrack[] tracks = Plain(3, 40);
        string[] tests = [.. Enumerable.Range(0, 20).Select(seed => Names(TrackSplitter.Split(tracks, 0.25, seed).Test))];
        Assert.That(tests.Distinct().Count(), Is.EqualTo(20));
        string[] folds = [.. Enumerable.Range(0, 20).Select(seed => Names(TrackSplitter.Folds(tracks, 5, seed)[0].Test))];
        Assert.That(folds.Distinct().Count(), Is.EqualTo(20));
    }

    /// <summary>Pins the split: it must be the same on every machine and in every version.</summary>
    [Test]
    public void Split_is_pinned()
    {
        GenreTrack[] tracks = Plain(2, 10);
        Assert.That(Names(TrackSplitter.Split(tracks, 0.2, 1).Test), Is.EqualTo("g0/t02 g0/t05 g1/t04 g1/t09"));
        Assert.That(Names(TrackSplitter.Folds(tracks, 5, 1)[0].Test), Is.EqualTo("g0/t03 g0/t09 g1/t02 g1/t09"));
    }

    [Test]
    public void A_genre_of_one_group_stays_in_training()
    {
        TrackSplit split = TrackSplitter.Split([Track("a", "1", "x"), Track("a", "2", "x"), Track("b", "1"), Track("b", "2")], 0.5, 1);
        Assert.That(split.Test.Select(track => track.Genre), Is.EqualTo(new[] { "b" }));
        Assert.That(TrackSplitter.Split([Track("a", "1"), Track("b", "1")], 0.5, 1).Test, Is.Empty);
    }

    [Test]
    public void An_artist_of_two_genres_stays_on_one_side()
    {
        GenreTrack[] tracks = [.. Plain(2, 6), Track("g0", "x1", "both"), Track("g1", "x2", "Both")];
        foreach (int seed in Enumerable.Range(0, 30))
        {
            TrackSplit split = TrackSplitter.Split(tracks, 0.3, seed);
            Assert.That(split.Test.Count(track => track.Artist is not null), Is.EqualTo(0).Or.EqualTo(2));
        }
    }

    [Test]
    public void Folds_test_every_track_once_and_share_no_group() =>
        Gen.Select(Gen.OneOf(Tidy, Wandering), Gen.Int[2, 4], Gen.Int).Sample(
            (tracks, k, seed) =>
            {
                k = Math.Min(k, TrackGroup.Of(tracks).Count);
                if (k < 2)
                    return;
                IReadOnlyList<TrackSplit> folds = TrackSplitter.Folds(tracks, k, seed);
                Assert.That(folds, Has.Count.EqualTo(k));
                Assert.That(Paths(folds.SelectMany(fold => fold.Test)), Is.EqualTo(Paths(tracks)));
                foreach (TrackSplit fold in folds)
                {
                    Assert.That(fold.SharedGroups, Is.Empty);
                    Assert.That(fold.Test, Is.Not.Empty);
                    Assert.That(Paths(fold.Train.Concat(fold.Test)), Is.EqualTo(Paths(tracks)));
                }

                IReadOnlyList<TrackSplit> again = TrackSplitter.Folds([.. tracks.Reverse()], k, seed);
                Assert.That(again.Select(fold => Names(fold.Test)), Is.EqualTo(folds.Select(fold => Names(fold.Test))));
            },
            seed: Seed, iter: 200);

    [Test]
    public void Folds_share_each_genre_out_within_one_group() =>
        Gen.Select(Tidy, Gen.Int[2, 6], Gen.Int).Sample(
            (tracks, k, seed) =>
            {
                k = Math.Min(k, TrackGroup.Of(tracks).Count);
                IReadOnlyList<TrackSplit> folds = TrackSplitter.Folds(tracks, k, seed);
                foreach (IGrouping<string, GenreTrack> genre in tracks.GroupBy(track => track.Genre))
                {
                    int[] counts = [.. folds.Select(fold => Recordings(fold.Test, genre.Key))];
                    Assert.That(counts.Max() - counts.Min(), Is.LessThanOrEqualTo(LargestGroup(genre)));
                    if (TrackGroup.Of([.. genre]).Count >= k)
                        Assert.That(counts.Min(), Is.GreaterThan(0));
                }
            },
            seed: Seed, iter: 200);

    [Test]
    public void Equal_genres_give_equal_folds()
    {
        foreach (TrackSplit fold in TrackSplitter.Folds(Plain(10, 10), 5, 3))
            Assert.That(fold.Test.GroupBy(track => track.Genre).Select(genre => genre.Count()), Is.All.EqualTo(2));
        Assert.That(TrackSplitter.Folds(Plain(5, 7), 5, 3).Select(fold => fold.Test.Count), Is.All.EqualTo(7), "remainders are spread");
    }

    [Test]
    public void Given_folds_are_used_as_given_and_what_they_share_is_said()
    {
        GenreTrack[] tracks = [Track("a", "1", "x", 7), Track("a", "2", "X", 3), Track("b", "00001.0", null, 3),
            Track("b", "00001.1", null, 7), Track("b", "2", "y", 3)];

        IReadOnlyList<TrackSplit> folds = TrackSplitter.Folds(tracks, 5, 1);

        Assert.That(folds.Select(fold => (fold.Name, Names(fold.Test))), Is.EqualTo(new[] { ("fold 3", "a/2 b/00001.0 b/2"), ("fold 7", "a/1 b/00001.1") }));
        Assert.That(folds[1].SharedGroups, Is.EqualTo(new[] { "b/00001", "x" }));
        Assert.That(TrackSplitter.Folds(tracks, 2, 1, ignoreGiven: true).SelectMany(fold => fold.SharedGroups), Is.Empty);
    }

    [Test]
    public void Folds_for_some_tracks_only_are_an_error() =>
        Assert.That(
            () => TrackSplitter.Folds([Track("a", "1", null, 0), Track("a", "2")], 2, 1),
            Throws.InstanceOf<DatasetException>().With.Message.Contains("1 of 2").And.Message.Contains("a/2.wav"));

    [Test]
    public void One_given_fold_is_an_error() =>
        Assert.That(
            () => TrackSplitter.Folds([Track("a", "1", null, 4), Track("a", "2", null, 4)], 2, 1),
            Throws.InstanceOf<DatasetException>().With.Message.Contains("fold 4").And.Message.Contains("at least two"));

    [Test]
    public void More_folds_than_groups_are_an_error() =>
        Assert.That(
            () => TrackSplitter.Folds([Track("a", "1", "x"), Track("a", "2", "x"), Track("b", "1", "y")], 3, 1),
            Throws.InstanceOf<DatasetException>().With.Message.Contains("there are 2 (grouped by artist)"));

    [TestCase(0.0)]
    [TestCase(1.0)]
    [TestCase(double.NaN)]
    public void A_fraction_must_lie_between0_and1(double fraction) =>
        Assert.That(() => TrackSplitter.Split(Plain(2, 3), fraction, 1), Throws.InstanceOf<ArgumentOutOfRangeException>());

    [Test]
    public void Bad_arguments_are_refused()
    {
        Assert.That(() => TrackSplitter.Split([], 0.2, 1), Throws.ArgumentException);
        Assert.That(() => TrackSplitter.Folds([], 2, 1), Throws.ArgumentException);
        Assert.That(() => TrackSplitter.Folds(Plain(2, 3), 1, 1), Throws.InstanceOf<ArgumentOutOfRangeException>());
    }

    [Test]
    public void Grouping_is_described()
    {
        Assert.That(TrackSplitter.DescribeGrouping([Track("a", "1")]), Is.EqualTo("grouped by track"));
        Assert.That(TrackSplitter.DescribeGrouping([Track("a", "1", "x")]), Is.EqualTo("grouped by artist"));
        Assert.That(TrackSplitter.DescribeGrouping([Track("a", "1", "x"), Track("a", "2")]), Does.Contain("1 of 2"));
    }

    private static GenreTrack[] Plain(int genres, int each) =>
        [.. Enumerable.Range(0, genres).SelectMany(g => Enumerable.Range(0, each).Select(t => Track($"g{g}", $"t{t:00}")))];

    private static string Names(IEnumerable<GenreTrack> tracks) => string.Join(' ', tracks.Select(track => track.RelativePath[..^4]));

    private static string[] Paths(IEnumerable<GenreTrack> tracks) => [.. tracks.Select(track => track.Path).Order(StringComparer.Ordinal)];

    private static int Recordings(IEnumerable<GenreTrack> tracks, string genre) =>
        tracks.Where(track => track.Genre == genre).Select(track => track.TrackId).Distinct().Count();

    private static int LargestGroup(IEnumerable<GenreTrack> tracks) =>
        tracks.GroupBy(track => track.Group).Max(group => group.Select(track => track.TrackId).Distinct().Count());
}
