using System.Globalization;
using System.IO.Compression;
using System.Runtime.InteropServices;
using System.Text.Json;
using MusicGenre.MLNet.Cli.Tests.TestSupport;

namespace MusicGenre.MLNet.Cli.Tests;

/// <summary>The tool as people get it: packed, installed into a folder of its own from a folder of packages, without a network.</summary>
[NonParallelizable]
[Category(Categories.Packages)]
public sealed class PackagedToolTests
{
    private const string Package = "MusicGenre.MLNet.Cli";

    // A version of its own for each run: NuGet keeps what it once unpacked.
    private static readonly string Version = "0.0.1-test" + DateTime.UtcNow.Ticks.ToString(CultureInfo.InvariantCulture);

    private TemporaryFolder _folder = null!;

    private string Tool => _folder.Combine("tools", OperatingSystem.IsWindows() ? "musicgenre.exe" : "musicgenre");

    [OneTimeSetUp]
    public void PackAndInstall()
    {
        _folder = new TemporaryFolder();
        Directory.CreateDirectory(_folder.Combine("temporary"));
        Dotnet(
            Repository.Root, "pack", "src/MusicGenre.MLNet.Cli", "-c", Repository.Configuration, "-o", _folder.Combine("feed"),
            $"-p:PackageVersion={Version}", "-v", "quiet");
        File.WriteAllText(_folder.Combine("nuget.config"), """
            <configuration><packageSources><clear /><add key="packed" value="feed" /></packageSources></configuration>
            """);
        Dotnet(
            _folder.Path, "tool", "install", Package, "--version", Version, "--tool-path", _folder.Combine("tools"), "--configfile",
                "nuget.config");
        ThreeGenres.Write(_folder.Combine("music"), tracks: 3, seconds: 3);
    }

    [OneTimeTearDown]
    public void RemoveFolder() => _folder.Dispose();

    [Test]
    public void The_package_is_small_and_has_its_readme_and_licence()
    {
        string path = _folder.Combine("feed", $"{Package}.{RuntimeInformation.RuntimeIdentifier}.{Version}.nupkg");
        using ZipArchive package = ZipFile.OpenRead(path);
        string[] entries = [.. package.Entries.Select(entry => entry.FullName)];
        Assert.That(entries, Does.Contain("README.md").And.Contain("LICENSE"));
        Assert.That(entries, Has.Some.EndsWith("/TagLibSharp.dll"), "an assembly of its own, which the LGPL asks for");
        Assert.That(entries, Has.None.Contains("orch").And.None.EndsWith(".dbg"));
        using var reader = new StreamReader(package.GetEntry("README.md")!.Open());
        Assert.That(reader.ReadToEnd(), Does.StartWith("# musicgenre").And.Contain($"dotnet tool install --global {Package}"));
        Assert.That(entries, Has.Exactly(1).Matches<string>(entry => entry.Contains("libSkiaSharp.")), "no other system's natives");
        Assert.That(new FileInfo(path), Has.Length.LessThan(50_000_000));
    }

    [Test]
    public void From_the_package_to_the_first_answer_without_ffmpeg()
    {
        ExternalProgram run = Run("classify", "music/techno/techno-001.wav");
        Assert.That(run.ExitCode, Is.Zero, run.Error);
        Assert.That(run.Output, Does.StartWith("music/techno/techno-001.wav: "));
        Assert.That(run.Error, Is.Empty);
    }

    [Test]
    public void Every_command_has_help_with_examples()
    {
        string[][] commands =
        [
            ["classify"], ["embed"], ["merge"], ["tag"], ["train"], ["evaluate"], ["report"], ["crossvalidate"], ["compare"], ["explain"], ["spectrogram"],
            ["augment", "gallery"], ["augment", "write"], ["augment", "ablation"], ["duplicates"], ["similar"], ["model", "info"],
            ["model", "export"], ["backbones", "list"], ["backbones", "verify"], ["cache", "info"], ["cache", "clear"], ["doctor"],
                ["completion"],
        ];
        foreach (string[] command in commands)
        {
            ExternalProgram run = Run([.. command, "--help"]);
            Assert.That(run.ExitCode, Is.Zero, run.Error);
            Assert.That(run.Output, Does.Contain("Usage:").And.Contain("Examples:").And.Contain(
                $"  musicgenre {string.Join(' ', command)}"));
            Assert.That(run.Output.Split('\n').Max(line => line.Length), Is.LessThanOrEqualTo(110));
        }
    }

    [Test]
    public void The_commands_work_together()
    {
        Succeed("train", "music", "-o", "model.zip", "--report", "report");
        Succeed("classify", "music", "-m", "model.zip", "--format", "json", "-o", "answers.json");
        Assert.That(JsonDocument.Parse(File.ReadAllText(_folder.Combine("answers.json"))).RootElement.GetArrayLength(), Is.EqualTo(9));
        Succeed("evaluate", "model.zip", "music", "--json", "evaluated.json");
        Succeed("report", "model.zip", "music", "-o", "report2");
        Succeed("crossvalidate", "music", "--folds", "3", "--json", "folds.json");
        string[] keys =
        [
            "tracks", "genres", "backbone", "split", "top1", "top2", "macroF1", "logLoss", "skipped", "secondsEmbedding", "secondsTraining",
        ];
        foreach (string file in (string[])["evaluated.json", "folds.json"])
            Assert.That(
                JsonDocument.Parse(File.ReadAllText(_folder.Combine(file))).RootElement.EnumerateObject().Select(property => property.Name),
                Is.SupersetOf(keys));
        File.WriteAllLines(_folder.Combine("list.txt"), Directory.GetFiles(_folder.Combine("music"), "*.wav", SearchOption.AllDirectories));
        Succeed("embed", "--list", "list.txt", "--shard", "0/2", "-o", "parts/0.parquet");
        Succeed("embed", "--list", "list.txt", "--shard", "1/2", "-o", "parts/1.parquet");
        Succeed("merge", "parts", "-o", "all.parquet");
        Succeed("compare", "music", "--models", "mel-statistics", "--folds", "3");
        Succeed("explain", "music/metal/metal-001.wav", "-m", "model.zip");
        Succeed("spectrogram", "music/metal/metal-001.wav", "-o", "pictures");
        Succeed("augment", "gallery", "music/metal/metal-001.wav", "music/techno/techno-001.wav");
        Succeed("augment", "write", "music", "-o", "augmented");
        Succeed("duplicates", "music");
        Succeed("similar", "music/metal/metal-001.wav", "music");
        Succeed("tag", "music", "-m", "model.zip", "--write", "--log", "undo.jsonl");
        Succeed("tag", "--undo", "undo.jsonl");
        Succeed("model", "info", "model.zip");
        Succeed("model", "export", "model.zip", "-o", "model.onnx");
        Succeed("backbones", "list");
        Succeed("backbones", "verify", "mobile");
        Succeed("cache", "info");
        Succeed("cache", "clear");
        Succeed("completion", "bash");
        Succeed("doctor");
    }

    private void Succeed(params string[] arguments)
    {
        ExternalProgram run = Run(arguments);
        Assert.That(run.ExitCode, Is.Zero, $"{string.Join(' ', arguments)}\n{run.Printed}");
    }

    // Only augmentation needs ffmpeg, for a round trip through mp3.
    private ExternalProgram Run(params string[] arguments) => ExternalProgram.Run(_folder.Path, [Tool, .. arguments], variables =>
    {
        variables["XDG_DATA_HOME"] = variables["LOCALAPPDATA"] = _folder.Combine("user data");
        if (arguments[0] != "augment")
            variables["MUSICGENRE_FFMPEG"] = _folder.Combine("no ffmpeg here");
    });

    // The SDK leaves empty folders in the temporary folder.
    private void Dotnet(string directory, params string[] arguments)
    {
        ExternalProgram run = ExternalProgram.Run(
            directory, ["dotnet", .. arguments], variables => variables["TMPDIR"] = variables["TMP"] = _folder.Combine("temporary"));
        Assert.That(run.ExitCode, Is.Zero, run.Printed);
    }
}
