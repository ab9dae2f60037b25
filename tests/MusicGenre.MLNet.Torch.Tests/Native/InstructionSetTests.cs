using System.Diagnostics;

namespace MusicGenre.MLNet.Torch.Tests.Native;

/// <summary>oneDNN reads its limit once, so each instruction set needs a process of its own.</summary>
public sealed class InstructionSetTests
{
    [Test]
    public void Networks_compute_what_their_files_do_or_the_add_on_says_that_they_cannot([Values("", "SSE41", "AVX2", "AVX512_CORE")] string limit)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "MusicGenre.MLNet.Probe.dll"), "convolutions"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment.Remove("ONEDNN_MAX_CPU_ISA");
        if (limit.Length > 0)
            start.Environment["ONEDNN_MAX_CPU_ISA"] = limit;
        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string printed = process.StandardOutput.ReadToEnd() + errors.Result;
        process.WaitForExit();

        Assert.That(process.ExitCode, Is.Zero, printed);
        Assert.That(printed, Does.Contain(limit.Length > 0 ? $"ONEDNN_MAX_CPU_ISA allows {limit}" : "instruction sets"));
    }
}
