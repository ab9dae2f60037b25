using System.Diagnostics;
using System.Text.Json;
using MusicGenre.MLNet.Cli.Tests.TestSupport;

namespace MusicGenre.MLNet.Cli.Tests.Classifying;

/// <summary><c>classify --resume</c>: a run over a library that was stopped, however it was, goes on.</summary>
[NonParallelizable]
public sealed class ResumeTests
{
    private const int Files = 300;

    private TemporaryFolder _folder = null!;

    [OneTimeSetUp]
    public void Compose()
    {
        _folder = new TemporaryFolder();
        string track = Directory.GetFiles(
            ThreeGenres.Write(_folder.Combine("one"), tracks: 1, seconds: 1), "metal*", SearchOption.AllDirectories)[0];
        Directory.CreateDirectory(_folder.Combine("music"));
        for (int i = 0; i < Files; i++)
            File.Copy(track, _folder.Combine("music", $"track, \"{i:000}\".wav"));
    }

    [OneTimeTearDown]
    public void RemoveFolder() => _folder.Dispose();

    [TestCase("results.jsonl")]
    [TestCase("results.csv")]
    public void After_kills_at_random_moments_every_file_is_in_the_results_once(string name)
    {
        var random = new Random(1);
        int killed = 0;
        string results = _folder.Combine(name);
        for (int run = 0; run < 10; run++)
        {
            using Process process = ToolProcess.Start(_folder.Path, "classify", "music", "-o", name, "--resume");
            _ = process.StandardError.ReadToEndAsync();
            // Some in the middle of the work, some before it has begun.
            int wanted = random.Next(1, 1 + (Files / 12)) + LinesOf(results);
            while (!process.HasExited && LinesOf(results) < wanted)
                Thread.Sleep(1);
            Thread.Sleep(random.Next(5));
            killed += process.HasExited ? 0 : 1;
            process.Kill(entireProcessTree: true);
            process.WaitForExit();
        }
        Assert.That(killed, Is.GreaterThan(3), "the test kills something");
        ExternalProgram last = ToolProcess.Run(_folder.Path, "classify", "music", "-o", name, "--resume");
        Assert.That(last.ExitCode, Is.Zero, last.Error);
        Assert.That(
            PathsOf(results),
            Is.EquivalentTo(Enumerable.Range(0, Files).Select(i => $"music/track, \"{i:000}\".wav")));
        Assert.That(last.Error, Does.Contain("had been classified before"));
    }

    [Test]
    public void Half_a_line_at_the_end_is_made_again()
    {
        string results = _folder.Combine("half.jsonl");
        ToolProcess.Run(_folder.Path, "classify", "music", "-o", "half.jsonl");
        byte[] whole = File.ReadAllBytes(results);
        File.WriteAllBytes(results, whole[..(whole.Length - 100)]);
        ExternalProgram run = ToolProcess.Run(_folder.Path, "classify", "music", "-o", "half.jsonl", "--resume");
        Assert.That(run.Error, Does.StartWith($"{Files - 1} files had been classified before."));
        Assert.That(File.ReadAllBytes(results), Is.EqualTo(whole));
    }

    [Test]
    public void A_file_that_holds_something_else_stays_as_it_is()
    {
        string other = _folder.Write("other.csv", "my,own,table\n1,2,3\n"u8.ToArray());
        ExternalProgram run = ToolProcess.Run(_folder.Path, "classify", "music", "-o", "other.csv", "--resume");
        Assert.That(run.ExitCode, Is.EqualTo(ExitCode.Failure));
        Assert.That(run.Error, Does.Contain("does not look like results of the same command"));
        Assert.That(File.ReadAllText(other), Does.StartWith("my,own,table\n1,2,3\n"));
    }

    private static int LinesOf(string path) => File.Exists(path) ? Read(path).Count(c => c == '\n') : 0;

    private static string Read(string path)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        return new StreamReader(stream).ReadToEnd();
    }

    private static IEnumerable<string> PathsOf(string path) => path.EndsWith(".jsonl", StringComparison.Ordinal)
        ? File.ReadLines(path).Select(line => JsonDocument.Parse(line).RootElement.GetProperty("path").GetString()!)
        : File.ReadLines(path).Skip(1).Select(line => line[1..line.IndexOf("\",", 12, StringComparison.Ordinal)].Replace("\"\"", "\""));
}
