
namespace MusicGenre.MLNet.Torch.Tests.Probe;

/// <summary>In a process of its own: a use of freed native memory ends the process it happens in, with all of its tests.</summary>
public sealed class DisposeStormTests
{
    [Test]
    public void What_is_disposed_under_eight_threads_answers_or_refuses_each_call()
    {
        string output = ExternalProgram.Succeed(
            TestContext.CurrentContext.TestDirectory, "dotnet", "MusicGenre.MLNet.Probe.dll", "dispose-storm");

        TestContext.Out.WriteLine(output);
    }
}
