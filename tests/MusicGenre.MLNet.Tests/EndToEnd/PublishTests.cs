using System.Runtime.InteropServices;

namespace MusicGenre.MLNet.Tests.EndToEnd;

/// <summary>
/// Publishes a fresh application that predicts, in the ways that .NET has to make it small or quick to start, and compares its answers.
/// </summary>
[NonParallelizable]
[Category(Categories.Packages)]
public sealed class PublishTests
{
    // What docs/applications.md says of each, with room for the next versions of .NET and ONNX Runtime.
    private const long MostMegabytes = 110;

    private const string Program = """
        using MusicGenre.MLNet;

        using MusicGenreClassifier ready = MusicGenreClassifier.Pretrained("jazz", "metal", "techno");
        using MusicGenreClassifier trained = MusicGenreClassifier.Load(args[0]);
        foreach (MusicGenreClassifier classifier in new[] { ready, trained })
            Console.WriteLine(string.Join(' ', classifier.Predict(args[1]).Ranked.Select(g => $"{g.Genre}={g.Probability:R}")));
        """;

    private PackedPackages _packed = null!;
    private TemporaryFolder _folder = null!;
    private string _model = "", _song = "", _expected = "";

    [OneTimeSetUp]
    public void Prepare()
    {
        _packed = new PackedPackages("MusicGenre.MLNet");
        _folder = new TemporaryFolder();
        (_model, _song) = (_folder.Combine("model.zip"), _folder.Combine("song.wav"));
        using MusicGenreClassifier trained = MusicGenreClassifier.Train(
            ToneGenres.Write(_folder.Combine("music")), new TrainOptions { Backbone = "mobile", WorkspacePath = _folder.Combine("cache") });
        trained.Save(_model);
        ToneGenres.Compose("low", 4, 601).SaveWav(_song);
        using MusicGenreClassifier ready = MusicGenreClassifier.Pretrained("jazz", "metal", "techno");
        _expected = string.Join('\n', new[] { ready, trained }.Select(classifier
            => string.Join(' ', classifier.Predict(_song).Ranked.Select(g => FormattableString.Invariant($"{g.Genre}={g.Probability:R}")))));
    }

    [OneTimeTearDown]
    public void CleanUp()
    {
        _packed.Dispose();
        _folder.Dispose();
    }

    [TestCase("trimmed", "-p:PublishTrimmed=true")]
    [TestCase("single", "--self-contained", "false", "-p:PublishSingleFile=true", "-p:IncludeNativeLibrariesForSelfExtract=true")]
    [TestCase("native", "-p:PublishAot=true")]
    public void What_is_published_answers_as_the_library_and_carries_nothing_of_other_systems(string name, params string[] options)
    {
        // The linker of compiled programs is the system's.
        if (name == "native" && !OperatingSystem.IsWindows() && !HasProgram("clang") && !HasProgram("gcc"))
        {
            Assert.That(Environment.GetEnvironmentVariable("CI"), Is.Not.EqualTo("true"), "CI must have clang or gcc.");
            Assert.Ignore("Native compilation needs clang or gcc, which are not installed.");
        }
        string app = _packed.CreateApp(
            name, "MusicGenre.MLNet", Program, properties: "<InvariantGlobalization>true</InvariantGlobalization><DebugType>none</DebugType>");
        string published = Path.Combine(app, "published");
        ExternalProgram.Succeed(
            app, ["dotnet", "publish", "-c", "Release", "-r", RuntimeInformation.RuntimeIdentifier, "-o", published, "-v", "quiet", .. options]);

        ExternalProgram run = ExternalProgram.Run(
            app, [Path.Combine(published, OperatingSystem.IsWindows() ? $"{name}.exe" : name), _model, _song],
            // What a single file unpacks.
            environment => environment["DOTNET_BUNDLE_EXTRACT_BASE_DIR"] = Path.Combine(app, "unpacked"));
        Assert.That(run.ExitCode, Is.Zero, run.Printed);
        Assert.That(run.Output.TrimEnd().ReplaceLineEndings("\n"), Is.EqualTo(_expected));
        string[] files = Directory.GetFiles(published, "*", SearchOption.AllDirectories);
        Assert.That(files.Where(file => file.EndsWith(".pdb") || file.EndsWith(".so.dbg")), Is.Empty);
        // One system's networks and pictures; a program of all systems would have a folder of them.
        Assert.That(files.Select(Path.GetFileName).Count(file => file!.Contains("onnxruntime.", StringComparison.OrdinalIgnoreCase)
            && !file.EndsWith("OnnxRuntime.dll", StringComparison.Ordinal)), Is.LessThanOrEqualTo(1));
        long megabytes = files.Where(file => !file.EndsWith(".dbg")).Sum(file => new FileInfo(file).Length) >> 20;
        TestContext.Out.WriteLine($"{name}: {megabytes} MB");
        Assert.That(megabytes, Is.LessThan(MostMegabytes));
    }

    private static bool HasProgram(string name) => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .Any(folder => File.Exists(Path.Combine(folder, name)));
}
