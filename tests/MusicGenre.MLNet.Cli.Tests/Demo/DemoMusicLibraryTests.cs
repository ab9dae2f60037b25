using DemoMusic;
using MusicGenre.MLNet.Cli.Tests.TestSupport;

namespace MusicGenre.MLNet.Cli.Tests.Demo;

/// <summary>The folder that the collection is written to.</summary>
public class DemoMusicLibraryTests
{
    private static readonly DemoMusicOptions Tiny = new() { Seconds = 0.5, TracksPerStyle = 2 };

    [Test]
    public void Writes_a_folder_for_each_style()
    {
        using var folder = new TemporaryFolder();
        var library = new DemoMusicLibrary(Tiny);
        var reports = new List<int>();
        int composed = library.Write(folder.Path, new InlineProgress<int>(reports.Add));
        Assert.Multiple(() =>
        {
            Assert.That(composed, Is.EqualTo(16));
            Assert.That(reports, Is.EquivalentTo(Enumerable.Range(1, 16)));
            Assert.That(
                Directory.GetDirectories(folder.Path).Select(Path.GetFileName),
                Is.EquivalentTo(DemoMusicLibrary.Styles.Select(s => s.Name)));
            Assert.That(
                Directory.GetFiles(Path.Combine(folder.Path, "blues")).Select(Path.GetFileName),
                Is.EquivalentTo(new[] { "blues-001.wav", "blues-002.wav" }));
        });
    }

    [Test]
    public void Keeps_what_it_wrote_and_fills_in_what_is_missing()
    {
        using var folder = new TemporaryFolder();
        new DemoMusicLibrary(Tiny).Write(folder.Path);
        string missing = Path.Combine(folder.Path, "metal", "metal-002.wav");
        byte[] bytes = File.ReadAllBytes(missing);
        File.Delete(missing);
        Assert.That(new DemoMusicLibrary(Tiny).Write(folder.Path), Is.EqualTo(1));
        Assert.That(File.ReadAllBytes(missing), Is.EqualTo(bytes));
    }

    [Test]
    public void Replaces_the_tracks_of_other_options_but_no_other_file()
    {
        using var folder = new TemporaryFolder();
        new DemoMusicLibrary(Tiny).Write(folder.Path);
        string strange = Path.Combine(folder.Path, "blues", "my own song.wav");
        File.WriteAllText(strange, "not ours");
        int composed = new DemoMusicLibrary(Tiny with { TracksPerStyle = 1, Seed = 5 }).Write(folder.Path);
        Assert.Multiple(() =>
        {
            Assert.That(composed, Is.EqualTo(8));
            Assert.That(File.Exists(Path.Combine(folder.Path, "blues", "blues-002.wav")), Is.False);
            Assert.That(File.ReadAllText(strange), Is.EqualTo("not ours"));
        });
    }

    [Test]
    public void Replaces_tracks_of_unknown_origin()
    {
        using var folder = new TemporaryFolder();
        string path = Path.Combine(Directory.CreateDirectory(Path.Combine(folder.Path, "waltz")).FullName, "waltz-001.wav");
        File.WriteAllText(path, "written by another version");
        new DemoMusicLibrary(Tiny).Write(folder.Path);
        Assert.That(new FileInfo(path).Length, Is.GreaterThan(20_000));
    }

    [Test]
    public void Cancellation_leaves_whole_files_only()
    {
        using var folder = new TemporaryFolder();
        using var source = new CancellationTokenSource();
        Assert.That(
            () => new DemoMusicLibrary(Tiny).Write(folder.Path, new InlineProgress<int>(_ => source.Cancel()), source.Token),
            Throws.InstanceOf<OperationCanceledException>());
        string[] files = [.. Directory.GetDirectories(folder.Path).SelectMany(Directory.GetFiles)];
        Assert.Multiple(() =>
        {
            Assert.That(files, Has.Length.InRange(1, 15));
            Assert.That(files, Has.All.EndsWith(".wav"));
            Assert.That(files.Select(f => new FileInfo(f).Length).Distinct().Count(), Is.EqualTo(1));
        });
    }

    [TestCase(0, 1.0)]
    [TestCase(1000, 1.0)]
    [TestCase(1, 0.1)]
    public void Options_out_of_range_are_refused(int tracks, double seconds) => Assert.That(
        () => new DemoMusicLibrary(new DemoMusicOptions { TracksPerStyle = tracks, Seconds = seconds }),
        Throws.InstanceOf<ArgumentOutOfRangeException>());
}
