using QuickStart;
using QuickStart.Output;

namespace MusicGenre.MLNet.Samples.Tests.TestSupport;

/// <summary>What a run of the sample in this process gave.</summary>
internal sealed record SampleRun(int ExitCode, string Output, string Error)
{
    public static async Task<SampleRun> OfAsync(params string[] arguments)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        int exitCode = await CommandLine.RunAsync(arguments, Terminal.Create(output, plain: true), error);
        return new SampleRun(exitCode, output.ToString(), error.ToString());
    }

    public static SampleRun Of(QuickStartOptions options, CancellationToken cancellationToken = default)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        int exitCode = CommandLine.Run(options, Terminal.Create(output, plain: true), error, cancellationToken);
        return new SampleRun(exitCode, output.ToString(), error.ToString());
    }
}
