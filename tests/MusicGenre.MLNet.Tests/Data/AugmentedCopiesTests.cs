using CsCheck;
using MusicGenre.MLNet.Augmentation;
using MusicGenre.MLNet.Augmentation.Steps;
using MusicGenre.MLNet.Cli.Augmenting;
using MusicGenre.MLNet.Data;
using MusicGenre.MLNet.Training;

namespace MusicGenre.MLNet.Tests.Data;

/// <summary>Copies on disk: what is written, and that no splitter separates a copy from its source or holds one out.</summary>
public sealed class AugmentedCopiesTests
{
    private static readonly AugmentationPlan Plan = new() { Copies = 2, Steps = [new PitchShiftStep(), new BandMaskStep()] };

    private TemporaryFolder _folder = null!;

    [OneTimeSetUp]
    public void WriteOnce()
    {
        _folder = new TemporaryFolder();
        ToneGenres.Write(_folder.Combine("music"), tracks: 6, seconds: 1);
    }

    [OneTimeTearDown]
    public void CleanUp() => _folder.Dispose();

    [TestCase("blues/blues.00000.aug1.png", "blues/blues.00000", 1)]
    [TestCase("blues/blues.00000.3.aug12.png", "blues/blues.00000", 12)]
    [TestCase("blues/song_seg2.aug2.png", "blues/song", 2)]
    [TestCase("blues/song.mp3.aug1.png", "blues/song", 1)]
    [TestCase("blues/song.august.png", "blues/song.august", 0)]
    [TestCase("blues/aug1.png", "blues/aug1", 0)]
    public void A_name_tells_the_source_and_the_number(string path, string track, int copy)
        => Assert.That((TrackNaming.TrackIdOf(path), TrackNaming.CopyOf(path)), Is.EqualTo((track, copy)));

    [Test]
    public void Copies_of_the_training_part_are_written_with_a_sidecar_and_of_nothing_else()
    {
        GenreDataset music = GenreDataset.Open(_folder.Combine("music"));
        TrackSplit split = TrackSplitter.Split(music.Tracks, 0.3, 1);
        string target = _folder.Combine("spectrograms", "augmented");
        var told = new List<string>();
        IReadOnlyList<string> written = CopyWriter.Write(
            split.Train, Plan, target, progress: new InlineProgress<TrainProgress>(p => told.Add(p.Item!)));

        string[] expected = [.. split.Train.SelectMany(
            t => (string[])[t.RelativePath.Replace(".wav", ".aug1.png"), t.RelativePath.Replace(".wav", ".aug2.png")])];
        Assert.That(written.Select(w => Path.GetRelativePath(target, w).Replace('\\', '/')), Is.EquivalentTo(expected));
        Assert.That(told, Is.EquivalentTo(split.Train.Select(t => t.RelativePath)));
        foreach (string picture in written)
        {
            string sidecar = File.ReadAllText(Path.ChangeExtension(picture, ".json"));
            Assert.That(sidecar, Does.Contain("\"track\": ").And.Contain("semitones").And.Contain("pitch-shift"));
            Assert.That(CopySidecar.TrackOf(picture), Is.AnyOf(split.Train.Select(t => t.RelativePath).ToArray<object>()));
        }
        Assert.That(Directory.GetFiles(target, "*.tmp", SearchOption.AllDirectories), Is.Empty);
        byte[] first = File.ReadAllBytes(written[0]);
        CopyWriter.Write(split.Train, Plan, target, new TrainOptions { MaxDegreeOfParallelism = 1 });
        Assert.That(File.ReadAllBytes(written[0]), Is.EqualTo(first), "the same on one core");
    }

    [TestCase("beside")]
    [TestCase("below")]
    [TestCase("below without sidecars")]
    [TestCase("renamed")]
    public void No_splitter_separates_a_copy_from_its_source_or_holds_one_out(string place)
    {
        string root = _folder.Combine(place);
        ToneGenres.Write(root, tracks: 6, seconds: 1);
        GenreDataset plain = GenreDataset.Open(root);
        foreach (string picture in CopyWriter.Write(plain.Tracks, Plan, _folder.Combine(place + " copies")))
        {
            string genre = Path.GetFileName(Path.GetDirectoryName(picture))!, name = Path.GetFileName(picture);
            string folder = place == "beside"
                ? Path.Combine(root, genre) : Directory.CreateDirectory(Path.Combine(root, genre, "augmented")).FullName;
            if (place == "renamed")
                name = "x" + name;
            File.Move(picture, Path.Combine(folder, name));
            if (place != "below without sidecars")
                File.Move(CopySidecar.PathOf(picture), Path.Combine(folder, Path.ChangeExtension(name, ".json")));
        }

        GenreDataset dataset = GenreDataset.Open(root);
        Assert.That(dataset.Tracks, Has.Count.EqualTo(3 * plain.Tracks.Count));
        Assert.That(dataset.TrackCount, Is.EqualTo(plain.TrackCount));
        Gen.Int[1, 1000].Sample(seed =>
        {
            Check(TrackSplitter.Split(dataset.Tracks, 0.3, seed), dataset, plain);
            foreach (TrackSplit fold in TrackSplitter.Folds(dataset.Tracks, 3, seed))
                Check(fold, dataset, plain);
        }, iter: 20, seed: "0000KCG3uzI1", threads: 1);
    }

    [Test]
    public void A_copy_has_its_sources_artist_and_fold_whatever_the_table_says()
    {
        string root = _folder.Combine("table");
        ToneGenres.Write(root, tracks: 4, seconds: 1);
        GenreDataset plain = GenreDataset.Open(root);
        CopyWriter.Write(plain.Tracks, Plan with { Copies = 1 }, root);
        var lines = new List<string> { "path,artist,fold" };
        foreach ((int i, GenreTrack track) in plain.Tracks.Index())
        {
            lines.Add($"{track.RelativePath},artist {i},{i % 2}");
            lines.Add($"{track.RelativePath.Replace(".wav", ".aug1.png")},somebody,{(i + 1) % 2}");
        }
        File.WriteAllLines(Path.Combine(root, "tracks.csv"), lines);

        GenreDataset dataset = GenreDataset.Open(root);
        foreach (TrackSplit fold in TrackSplitter.Folds(dataset.Tracks, 2, 1))
            Check(fold, dataset, plain);
        foreach (GenreTrack copy in dataset.Tracks.Where(t => t.IsCopy))
            Assert.That(copy.Artist, Is.EqualTo(dataset.Tracks.Single(t => !t.IsCopy && t.TrackId == copy.TrackId).Artist));
    }

    [Test]
    public void Copies_on_disk_are_learned_from_and_never_scored()
    {
        string root = _folder.Combine("trained");
        ToneGenres.Write(root, tracks: 5, seconds: 1);
        CopyWriter.Write(GenreDataset.Open(root).Tracks, Plan, root);
        var options = new TrainOptions { ReuseCachedBottleneckValues = false, Folds = 3, Learner = new HeadLearner { L2Candidates = [3] } };
        var result = MusicGenreClassifier.CrossValidate(root, options);
        Assert.That(result.Pooled.Metrics.Count, Is.EqualTo(15));
        Assert.That(result.Pooled.Tracks.Select(t => t.Track), Is.All.EndsWith(".wav"));
        Assert.That(result.Training!.Tracks, Is.EqualTo(45));
    }

    private static void Check(TrackSplit split, GenreDataset dataset, GenreDataset plain)
    {
        Assert.That(split.Test.Where(t => t.IsCopy), Is.Empty);
        Assert.That(split.Train.Select(t => t.TrackId).Intersect(split.Test.Select(t => t.TrackId)), Is.Empty);
        Assert.That(split.Test, Is.Not.Empty);
        // Every training track brings its copies, and the two parts hold every track.
        Assert.That(split.Train.Count(t => t.IsCopy),
            Is.EqualTo(split.Train.Count(t => !t.IsCopy) * ((dataset.Tracks.Count / plain.Tracks.Count) - 1)));
        Assert.That(split.Train.Concat(split.Test).Where(t => !t.IsCopy).Select(t => t.RelativePath),
            Is.EquivalentTo(plain.Tracks.Select(t => t.RelativePath)));
    }
}
