using MusicGenre.MLNet.Audio;

namespace MusicGenre.MLNet.Tests.Hosts;

/// <summary>
/// A temporary folder or a disk that is full, read-only or gone: sound in a file is decoded all the same, anything else is one error that
/// names the folder, and what was there is still there.
/// </summary>
[NonParallelizable]
[Platform(Include = "Linux", Reason = "Small disks are mounted.")]
public sealed class TemporaryFolderTests
{
    private readonly TemporaryFolder _folder = new();
    private readonly List<string> _mounted = [];
    private string? _before;
    private string _flac = "";
    private MusicGenreClassifier _classifier = null!;

    [OneTimeSetUp]
    public void Open()
    {
        _before = Environment.GetEnvironmentVariable("TMPDIR");
        _flac = _folder.Combine("song.flac");
        ExternalProgram.Succeed(_folder.Path, "ffmpeg", "-nostdin", "-v", "error", "-f", "lavfi", "-i", "anoisesrc=d=3:r=22050:a=0.3", _flac);
        _classifier = MusicGenreClassifier.Pretrained("rock", "jazz");
    }

    [TearDown]
    public void Unmount()
    {
        Environment.SetEnvironmentVariable("TMPDIR", _before);
        foreach (string folder in _mounted)
            ExternalProgram.Succeed("/", "umount", folder);
        _mounted.Clear();
    }

    [OneTimeTearDown]
    public void Clean()
    {
        _classifier.Dispose();
        _folder.Dispose();
    }

    [TestCase("size=16k")]
    [TestCase("size=64k,ro")]
    [TestCase("size=64k,nr_inodes=1")]
    [TestCase("missing")]
    public void A_temporary_folder_that_takes_nothing_is_named(string options)
    {
        string folder = options == "missing" ? _folder.Combine("nowhere") : Mount(options);
        GenrePrediction expected = _classifier.Predict(_flac);
        Environment.SetEnvironmentVariable("TMPDIR", folder);
        Assert.That(_classifier.Predict(_flac).Ranked, Is.EqualTo(expected.Ranked), "a file needs no temporary file");
        Assert.That(() => AudioClip.FromBytes(File.ReadAllBytes(_flac)), Throws.InstanceOf<IOException>().With.Message.Contains(folder).And.Message.Contains("TMPDIR"));
        Assert.That(() => Save(new MemoryStream()), Throws.InstanceOf<IOException>().With.Message.Contains(folder).And.Message.Contains("TMPDIR"));
        Assert.That(Directory.Exists(folder) ? Directory.GetFileSystemEntries(folder) : [], Is.Empty, "nothing is left");
    }

    [TestCase("size=64k")]
    [TestCase("size=64k,ro")]
    public void A_model_on_a_disk_that_takes_nothing_stays_as_it_was(string options)
    {
        string folder = Mount("size=64k"), model = Path.Combine(folder, "model.zip");
        File.WriteAllText(model, "what was there");
        if (options.EndsWith("ro", StringComparison.Ordinal))
            ExternalProgram.Succeed("/", "mount", "-o", "remount,ro", folder);
        Assert.That(() => _classifier.Save(model), Throws.InstanceOf<IOException>());
        Assert.That(File.ReadAllText(model), Is.EqualTo("what was there"));
        Assert.That(Directory.GetFileSystemEntries(folder), Is.EqualTo(new[] { model }));
    }

    [Test]
    public void A_cache_on_a_full_disk_costs_time_and_nothing_else()
    {
        string music = ToneGenres.Write(_folder.Combine("music"), tracks: 3);
        var options = new TrainOptions
        {
            Learner = new HeadLearner { Backbone = "mel-statistics", L2Candidates = [1] }, WorkspacePath = Path.Combine(Mount("size=16k"), "cache"),
        };
        using MusicGenreClassifier full = MusicGenreClassifier.Train(music, options);
        using MusicGenreClassifier none = MusicGenreClassifier.Train(music, options with { ReuseCachedBottleneckValues = false });
        Assert.That(full.Predict(_flac).Ranked, Is.EqualTo(none.Predict(_flac).Ranked));
    }

    [Test]
    public void A_folder_that_is_deleted_meanwhile_is_one_error()
    {
        string folder = Directory.CreateDirectory(_folder.Combine("gone")).FullName;
        _classifier.Save(Path.Combine(folder, "model.zip"));
        Directory.Delete(folder, recursive: true);
        Assert.That(() => _classifier.Save(Path.Combine(folder, "model.zip")), Throws.InstanceOf<IOException>());
        Assert.That(() => MusicGenreClassifier.Load(Path.Combine(folder, "model.zip")), Throws.InstanceOf<FileNotFoundException>());
    }

    // A classifier that was never saved is written through ML.NET, which needs files.
    private static void Save(Stream stream)
    {
        using MusicGenreClassifier fresh = MusicGenreClassifier.Pretrained("rock", "blues");
        fresh.Save(stream);
    }

    private string Mount(string options)
    {
        string folder = Directory.CreateDirectory(_folder.Combine($"disk-{_mounted.Count}-{Guid.NewGuid():N}")).FullName;
        if (ExternalProgram.Run("/", ["mount", "-t", "tmpfs", "-o", options, "none", folder]).ExitCode != 0)
            Assert.Ignore("Only root can mount a small disk.");
        _mounted.Add(folder);
        return folder;
    }
}
