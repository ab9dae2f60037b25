extern alias AugmentationProgram;
using AugmentationProgram::AugmentationSample;
using AugmentationProgram::QuickStart.Output;

namespace MusicGenre.MLNet.Samples.Tests.Augmentation;

/// <summary>What a run of samples/Augmentation in this process gave.</summary>
internal sealed record AugmentationRun(int ExitCode, string Output, string Error)
{
    public static async Task<AugmentationRun> OfAsync(params string[] arguments)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        int exitCode = await CommandLine.RunAsync(arguments, Terminal.Create(output, plain: true), error);
        return new AugmentationRun(exitCode, output.ToString(), error.ToString());
    }
}
