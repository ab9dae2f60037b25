using System.Diagnostics;
using MusicGenre.MLNet.Cli.Checking;
using MusicGenre.MLNet.Cli.Tests.TestSupport;

namespace MusicGenre.MLNet.Cli.Tests.Checking;

/// <summary><c>doctor</c>, and the commands on what the tool keeps: <c>cache</c>, <c>similar</c>.</summary>
[NonParallelizable]
public sealed class DoctorTests
{
    private TemporaryFolder _folder = null!;

    [OneTimeSetUp]
    public void MakeFolder() => _folder = new TemporaryFolder();

    [OneTimeTearDown]
    public void RemoveFolder() => _folder.Dispose();

    [Test]
    public void The_doctor_says_what_is_here()
    {
        ExternalProgram run = ToolProcess.Run(_folder.Path, "doctor");
        Assert.That(run.ExitCode, Is.Zero, run.Printed);
        Assert.That(
            run.Output,
            Does.Match(@"mobile\s+computes rightly").And.Match(@"ready classifier\s+45 genres").And.Match(@"ffmpeg\s+\S*ffmpeg")
                .And.Match("formats read +aiff, au, flac, m4a, mp3, ogg, opus, wav, wma, wv").And.Contain("All is well."));
    }

    [Test]
    public void Without_ffmpeg_it_says_what_cannot_be_read()
    {
        var start = new ProcessStartInfo("dotnet", [ToolProcess.Program, "doctor"]) { RedirectStandardOutput = true };
        start.Environment["MUSICGENRE_FFMPEG"] = _folder.Combine("no such program");
        start.Environment["XDG_DATA_HOME"] = start.Environment["LOCALAPPDATA"] = _folder.Path;
        using Process process = Process.Start(start)!;
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.That(process.ExitCode, Is.Zero, output);
        Assert.That(output, Does.Match(@"ffmpeg\s+not found").And.Match("formats read .*au.*wav").And.Match("not read .*wma"));
    }

    [Test]
    public void Every_sample_is_read()
        => Assert.That(FormatCheck.Run().Select(format => format.Problem).ToArray(), Has.Length.EqualTo(10).And.All.Null);

    [Test]
    public void Similar_files_are_found_and_their_embeddings_kept_until_they_are_cleared()
    {
        ThreeGenres.Write(_folder.Combine("music"), tracks: 3);
        File.WriteAllText(_folder.Combine("music", "bad.wav"), "no sound");
        string[] cache = ["--cache", "kept"];
        ExternalProgram run = ToolProcess.Run(
            _folder.Path, ["similar", "music/metal/metal-001.wav", "music", "--top", "2", "--csv", "all.csv", .. cache]);
        Assert.That(run.ExitCode, Is.EqualTo(ExitCode.SomeSkipped), run.Error);
        Assert.That(run.Error, Does.StartWith("music/bad.wav: "));
        Assert.That(
            run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries),
            Has.Length.EqualTo(2).And.All.Match(@"^ *\d\.\d{3}  music/metal/metal-00[23]\.wav$"));
        Assert.That(File.ReadLines(_folder.Combine("all.csv")).Count(), Is.EqualTo(1 + 8), "all but the file itself");

        Assert.That(ToolProcess.Run(_folder.Path, ["cache", "info", .. cache]).Output, Does.Contain("kept, 9 files, "));
        File.WriteAllText(_folder.Combine("kept", "mine.txt"), "stays");
        Assert.That(ToolProcess.Run(_folder.Path, ["cache", "clear", .. cache]).Output, Does.Contain("9 files deleted"));
        Assert.That(Directory.GetFileSystemEntries(_folder.Combine("kept")).Select(Path.GetFileName), Is.EqualTo((string[])["mine.txt"]));
    }
}
