using DemoMusic;
using MusicGenre.MLNet.Cli.Tests.TestSupport;

namespace MusicGenre.MLNet.Cli.Tests;

/// <summary>The programs as processes of their own.</summary>
public sealed class ProgramTests
{
    private static readonly string Tool = Repository.Program("src/MusicGenre.MLNet.Cli", "musicgenre.dll");
    private static readonly string TorchTool = Repository.Program("tools/TorchCli", "musicgenre-torch.dll");
    private static readonly string MlNetPipeline = Repository.Program("samples/MlNetPipeline", "MlNetPipeline.dll");
    private static readonly string QuickStart = Repository.Program("samples/QuickStart", "QuickStart.dll");

    private TemporaryFolder _folder = null!;

    [SetUp]
    public void MakeFolder() => _folder = new TemporaryFolder();

    [TearDown]
    public void RemoveFolder() => _folder.Dispose();

    [Test]
    public void QuickStart_composes_trains_shows_saves_classifies_and_draws()
    {
        (int exitCode, string output, string error) = Run(QuickStart);
        string pictures = Path.Combine(_folder.Path, "spectrograms");
        Assert.Multiple(() =>
        {
            Assert.That(exitCode, Is.Zero, error);
            Assert.That(
                output,
                Does.Contain("112 tracks").And.Contain("right (top-1)").And.Contain("95 % interval")
                    .And.Contain("bossa-nova").And.Contain("held out"));
            Assert.That(new FileInfo(Path.Combine(pictures, "genres.zip")), Has.Length.GreaterThan(1000));
            Assert.That(Directory.GetFiles(pictures, "*.png").Select(Path.GetFileNameWithoutExtension),
                Is.EquivalentTo(DemoMusicLibrary.Styles.Select(style => style.Name).Append("confusion-matrix")));
            Assert.That(Directory.GetDirectories(Path.Combine(pictures, "images")), Has.Length.EqualTo(8));
        });
    }

    [Test]
    public void MlNetPipeline_measures_our_trainer_and_others_on_sound_and_pictures_and_answers()
    {
        ToneGenres.Write(_folder.Combine("music"), tracks: 10);
        (int exitCode, string output, string error) = Run(MlNetPipeline, "music");
        Assert.Multiple(() =>
        {
            Assert.That(exitCode, Is.Zero, error);
            Assert.That(output, Does.Match(@"\nmobile +GenreClassification +[01]\.\d{3} ").And.Match(@"\nmobile +LightGbm +[01]\.\d{3} "));
            Assert.That(output, Does.Match(@"\nResNet-18 .* +GenreClassification +[01]\.\d{3} "));
            Assert.That(output.TrimEnd(), Does.EndWith(": high"));
        });
    }

    [Test]
    public void The_tool_writes_results_and_errors_apart()
    {
        new DemoMusicLibrary(new DemoMusicOptions { TracksPerStyle = 1, Seconds = 3 }).Write(_folder.Path);
        (int exitCode, string output, string error) = Run(
            Tool, "classify", "metal/metal-001.wav", "nothing.wav", "--genres", "metal,ambient", "--top", "1");
        Assert.Multiple(() =>
        {
            Assert.That(exitCode, Is.EqualTo(ExitCode.SomeSkipped));
            Assert.That(output, Does.StartWith("metal/metal-001.wav: "));
            Assert.That(error, Does.StartWith("nothing.wav: "));
            Assert.That(error.TrimEnd().Split('\n'), Has.Length.EqualTo(2).And.Some.EqualTo("1 file classified, 1 could not be used."));
        });
    }

    [Test]
    public void The_tool_itself_needs_no_torch()
    {
        Assert.That(
            typeof(Cli.Tool).Assembly.GetReferencedAssemblies().Select(assembly => assembly.Name),
            Has.Some.Contains("MusicGenre").And.None.Contains("Torch"));
        Assert.That(File.ReadAllText(Path.ChangeExtension(Tool, ".deps.json")), Does.Contain("OnnxRuntime").And.Not.Contain("orch"));
    }

    [Test]
    public void The_add_on_says_what_is_here_and_whether_it_computes_rightly()
    {
        (int exitCode, string output, string error) = Run(TorchTool, "--self-check");
        Assert.That(exitCode, Is.Zero, output + error);
        Assert.That(output, Does.Contain(".NET").And.Contain("libtorch").And.Contain("ONNX Runtime").And.Contain("gives the references"));
    }

    // With user folders of its own.
    private ExternalProgram Run(string program, params string[] arguments)
        => ExternalProgram.Run(
            _folder.Path, ["dotnet", program, .. arguments],
            variables => variables["XDG_DATA_HOME"] = variables["LOCALAPPDATA"] = _folder.Combine("user data"));
}
