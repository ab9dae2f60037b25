using MusicGenre.MLNet.Data;
using static MusicGenre.MLNet.Tests.Data.DataFolder;

namespace MusicGenre.MLNet.Tests.Data;

public class GtzanFilteredSplitTests
{
    private static readonly string[] Genres = ["blues", "classical", "country", "disco", "hiphop", "jazz", "metal", "pop", "reggae",
        "rock"];

    [Test]
    public void Lists_have_the_published_sizes_and_are_disjoint()
    {
        Assert.That(GtzanFilteredSplit.Train, Has.Count.EqualTo(443));
        Assert.That(GtzanFilteredSplit.Validation, Has.Count.EqualTo(197));
        Assert.That(GtzanFilteredSplit.Test, Has.Count.EqualTo(290));
        Assert.That(GtzanFilteredSplit.Train.Concat(GtzanFilteredSplit.Validation).Concat(GtzanFilteredSplit.Test), Is.Unique);
    }

    [TestCase("train_filtered.txt")]
    [TestCase("valid_filtered.txt")]
    [TestCase("test_filtered.txt")]
    [Category(SharedData.Category)]
    public void Lists_are_the_published_ones(string file)
    {
        string[] published = [.. File.ReadLines(SharedData.Get("data", "gtzan-splits", file)).Where(line => line.Length > 0)
            .Select(line => Path.GetFileNameWithoutExtension(line.Trim()))];
        IReadOnlyList<string> ours = file[0] == 'v' ? GtzanFilteredSplit.Validation : file[1] == 'r'
            ? GtzanFilteredSplit.Train : GtzanFilteredSplit.Test;
        Assert.That(ours, Is.EquivalentTo(published));
    }

    [TestCase("{0}.{1:00000}")]
    [TestCase("{0}{1:00000}")]
    public void Divides_the_whole_data_set(string format)
    {
        GtzanSplit split = GtzanFilteredSplit.Apply(Gtzan(format));

        Assert.That((split.Train.Count, split.Validation.Count, split.Test.Count, split.LeftOut.Count), Is.EqualTo((443, 197, 290, 70)));
        Assert.That(split.Missing, Is.Empty);
        Assert.That(split.Test.Any(track => track.RelativePath == string.Format(null, "blues/" + format + ".wav", "blues", 12)), Is.True);
    }

    [Test]
    public void Segments_follow_their_track_and_strangers_are_left_out()
    {
        GenreTrack[] tracks = [.. Gtzan("{0}.{1:00000}.0"), .. Gtzan("{0}.{1:00000}.1"), Track("blues", "mine"),
            Track("rock", "blues.00012"), Track("blues", "blues.00100")];

        GtzanSplit split = GtzanFilteredSplit.Apply(tracks);

        Assert.That((split.Train.Count, split.Validation.Count, split.Test.Count, split.LeftOut.Count), Is.EqualTo((886, 394, 580, 143)));
        Assert.That(split.Description, Does.Contain("443 train, 197 validation, 290 test tracks; 73 left out, 0 missing"));
    }

    [Test]
    [Category(SharedData.Category)]
    public void Divides_the_pictures()
    {
        GenreDataset dataset = GenreDataset.Open(SharedData.Get("data", "gtzan-spectrograms"));
        Assert.That(dataset.Tracks, Has.Count.EqualTo(999));
        Assert.That(dataset.Tracks.Select(track => track.Kind), Is.All.EqualTo(TrackKind.Spectrogram));

        GtzanSplit split = GtzanFilteredSplit.Apply(dataset.Tracks);

        Assert.That((split.Train.Count, split.Validation.Count, split.Test.Count, split.LeftOut.Count), Is.EqualTo((442, 197, 290, 70)));
        Assert.That(split.Missing, Is.EqualTo(new[] { "jazz.00054" }));
    }

    [Test]
    [Category(SharedData.Category)]
    public void A_part_of_GTZAN_is_not_enough()
    {
        GenreDataset dataset = GenreDataset.Open(SharedData.Get("data", "gtzan-mini"));
        Assert.That(dataset.ToString(), Does.StartWith("100 tracks in 10 genres (blues 10, "));
        Assert.That(() => GtzanFilteredSplit.Apply(dataset.Tracks),
            Throws.InstanceOf<DatasetException>().With.Message.Contains("1000 tracks"));
    }

    [Test]
    public void Other_music_is_refused()
    {
        Assert.That(
            () => GtzanFilteredSplit.Apply([Track("jazz", "a"), Track("rock", "b")]),
            Throws.InstanceOf<DatasetException>().With.Message.Contains("not GTZAN: 2 of 2").And.Message.Contains("jazz/a.wav"));
        Assert.That(() => GtzanFilteredSplit.Apply([]), Throws.ArgumentException);
    }

    private static GenreTrack[] Gtzan(string format) =>
        [.. Genres.SelectMany(genre => Enumerable.Range(0, 100)
            .Select(number => Track(genre, string.Format(null, format, genre, number))))];
}
