using MusicGenre.MLNet.Data;

namespace MusicGenre.MLNet.Tests.Data;

[Category(SharedData.Category)]
public class Taffc9Tests
{
    [Test]
    public void The_table_is_read_whole()
    {
        GenreDataset dataset = GenreDataset.Open(SharedData.Get("data", "taffc9"));

        Assert.That(dataset.Tracks, Has.Count.EqualTo(540));
        Assert.That(dataset.Genres, Is.EqualTo(new[] { "blues", "country", "electronic", "hiphop", "jazz", "latin", "poprock", "reggae", "rnb" }));
        Assert.That(dataset.Skipped, Is.Empty);
        Assert.That(dataset.UnlistedFiles, Is.EqualTo(0));
        Assert.That(dataset.Tracks.Single(track => track.RelativePath == "jazz/MT0000040632.ogg"),
            Has.Property("Artist").EqualTo("artist161").And.Property("Fold").EqualTo(3));
    }

    [Test]
    public void Its_folds_are_used_as_given_and_share_no_artist()
    {
        GenreDataset dataset = GenreDataset.Open(SharedData.Get("data", "taffc9"));

        IReadOnlyList<TrackSplit> folds = TrackSplitter.Folds(dataset.Tracks, 10, 1);

        Assert.That(folds.Select(fold => (fold.Name, fold.Test.Count)), Is.EqualTo(new[] { ("fold 0", 113), ("fold 1", 99), ("fold 2", 110), ("fold 3", 114), ("fold 4", 104) }));
        Assert.That(folds.SelectMany(fold => fold.SharedGroups), Is.Empty);
    }

    [Test]
    public void Folds_of_our_own_are_as_good()
    {
        GenreDataset dataset = GenreDataset.Open(SharedData.Get("data", "taffc9"));

        IReadOnlyList<TrackSplit> folds = TrackSplitter.Folds(dataset.Tracks, 5, 1, ignoreGiven: true);

        Assert.That(folds.SelectMany(fold => fold.SharedGroups), Is.Empty);
        Assert.That(folds.SelectMany(fold => fold.Test).Select(track => track.Path),
            Is.EquivalentTo(dataset.Tracks.Select(track => track.Path)));
        foreach (string genre in dataset.Genres)
        {
            int[] counts = [.. folds.Select(fold => fold.Test.Count(track => track.Genre == genre))];
            int largest = dataset.Tracks.Where(track => track.Genre == genre).GroupBy(track => track.Artist).Max(artist => artist.Count());
            Assert.That(counts.Max() - counts.Min(), Is.LessThanOrEqualTo(Math.Min(largest, 6)), $"{genre}: {string.Join(' ', counts)}");
        }
    }
}
