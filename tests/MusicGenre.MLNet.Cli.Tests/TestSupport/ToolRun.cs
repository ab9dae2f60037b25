using MusicGenre.MLNet.TorchCli;

namespace MusicGenre.MLNet.Cli.Tests.TestSupport;

/// <summary>What a run of the tool in this process gave: its exit code, the results, what it said meanwhile, and errors.</summary>
internal sealed record ToolRun(int ExitCode, string Output, string Status, string Error)
{
    public static Task<ToolRun> OfAsync(params string[] arguments) => OfAsync(arguments, default);

    public static Task<ToolRun> OfAsync(string[] arguments, CancellationToken cancellationToken)
        => RunAsync(session => new Tool("musicgenre", session, new NoNetworks()), arguments, cancellationToken);

    /// <summary>Runs the tool with the add-on.</summary>
    public static Task<ToolRun> WithTorchAsync(params string[] arguments) => RunAsync(TorchTool.Create, arguments, default);

    /// <summary>Checks that the run failed with one line that holds a text, and no stack trace.</summary>
    public void AssertFailed(string part) => Assert.Multiple(() =>
    {
        Assert.That(ExitCode, Is.EqualTo(Cli.ExitCode.Failure));
        Assert.That(Error.TrimEnd().Split('\n'), Has.Length.EqualTo(1), Error);
        Assert.That(Error, Does.Contain(part));
        Assert.That(Error, Does.Not.Contain("   at "));
    });

    private static async Task<ToolRun> RunAsync(Func<Session, Tool> create, string[] arguments, CancellationToken cancellationToken)
    {
        using StringWriter output = new(), status = new(), error = new();
        int exitCode = await create(Session.Of(output, status, error)).RunAsync(arguments, cancellationToken);
        return new ToolRun(exitCode, output.ToString(), status.ToString(), error.ToString());
    }
}
