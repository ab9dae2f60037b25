extern alias CompareSample;
using CompareSample::Compare;
using CompareSample::QuickStart;
using CompareSample::QuickStart.Output;

namespace MusicGenre.MLNet.Samples.Tests.Compare;

/// <summary>What a run of samples/Compare in this process gave.</summary>
internal sealed record CompareRun(int ExitCode, string Output, string Error)
{
    public static async Task<CompareRun> OfAsync(params string[] arguments)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        int exitCode = await CommandLine.RunAsync(arguments, Terminal.Create(output, plain: true), error);
        return new CompareRun(exitCode, output.ToString(), error.ToString());
    }

    public static CompareRun Of(CompareOptions options, CancellationToken cancellationToken)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        int exitCode = CommandRunner.Guard(
            () => new CompareApp(options, Terminal.Create(output, plain: true)).Run(cancellationToken), error, cancellationToken);
        return new CompareRun(exitCode, output.ToString(), error.ToString());
    }
}
