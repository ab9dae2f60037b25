using System.Diagnostics;
using System.Text.Json;
using MusicGenre.MLNet.Cli.Tests.TestSupport;

namespace MusicGenre.MLNet.Cli.Tests.Classifying;

/// <summary><c>classify --watch</c>: what is put into a folder is classified once, when it is whole.</summary>
[NonParallelizable]
public sealed class WatchTests
{
    [Test]
    public void A_file_is_classified_once_when_it_is_whole()
    {
        using var folder = new TemporaryFolder();
        string music = ThreeGenres.Write(folder.Combine("music"), tracks: 1, seconds: 2), inbox = folder.Combine("inbox");
        Directory.CreateDirectory(inbox);
        using Process process = ToolProcess.Start(folder.Path, "classify", "inbox", "--watch", "--format", "jsonl");
        Assert.That(process.StandardError.ReadLine(), Is.EqualTo("Watching inbox; Ctrl+C ends it."));

        // One file comes in pieces, more slowly than the folder is looked through; one comes at once.
        byte[] slow = File.ReadAllBytes(Path.Combine(music, "metal", "metal-001.wav"));
        using (FileStream growing = File.Create(Path.Combine(inbox, "slow.wav")))
            for (int piece = 0; piece < 4; piece++)
            {
                growing.Write(slow.AsSpan(piece * slow.Length / 4, slow.Length / 4));
                growing.Flush();
                if (piece == 0)
                    File.Copy(Path.Combine(music, "techno", "techno-001.wav"), Path.Combine(inbox, "quick.wav"));
                Thread.Sleep(1000);
            }
        string[] answers = [process.StandardOutput.ReadLine()!, process.StandardOutput.ReadLine()!];
        // Nothing is classified again.
        Task<string?> more = process.StandardOutput.ReadLineAsync();
        Assert.That(more.Wait(TimeSpan.FromSeconds(3)), Is.False);
        ToolProcess.Interrupt(process);
        Assert.That(more.Wait(TimeSpan.FromSeconds(20)), Is.True);
        process.WaitForExit();
        Assert.That(process.ExitCode, Is.EqualTo(ExitCode.Cancelled));
        Assert.That(process.StandardError.ReadToEnd().Trim(), Is.EqualTo("Stopped watching after 2 files."));
        Assert.That(more.Result, Is.Null);
        JsonElement[] read = [.. answers.Select(answer => JsonDocument.Parse(answer).RootElement)];
        Assert.That(read.Select(answer => answer.GetProperty("path").GetString()),
            Is.EqualTo((string[])["inbox/quick.wav", "inbox/slow.wav"]));
        Assert.That(read.Select(answer => answer.GetProperty("error").ValueKind), Is.All.EqualTo(JsonValueKind.Null));
    }
}
