namespace MusicGenre.MLNet.Torch.Tests.Native;

/// <summary>oneDNN reads its limit once, so each instruction set needs a process of its own.</summary>
public sealed class InstructionSetTests
{
    [Test]
    public void Networks_compute_what_their_files_do_or_the_add_on_says_that_they_cannot(
        [Values("", "SSE41", "AVX2", "AVX512_CORE")] string limit)
    {
        ExternalProgram probe = ExternalProgram.Run(
            AppContext.BaseDirectory, ["dotnet", "MusicGenre.MLNet.Probe.dll", "convolutions"],
            variables => variables["ONEDNN_MAX_CPU_ISA"] = limit.Length > 0 ? limit : null);

        Assert.That(probe.ExitCode, Is.Zero, probe.Printed);
        Assert.That(probe.Printed, Does.Contain(limit.Length > 0 ? $"ONEDNN_MAX_CPU_ISA allows {limit}" : "instruction sets"));
    }
}
