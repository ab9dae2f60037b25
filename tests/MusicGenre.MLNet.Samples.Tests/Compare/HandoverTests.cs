using System.CommandLine;
using System.Diagnostics;
using MusicGenre.MLNet.Samples.Tests.TestSupport;
using MusicGenre.MLNet.Tests.TestSupport;
using QuickStart;

namespace MusicGenre.MLNet.Samples.Tests.Compare;

/// <summary>How QuickStart hands a comparison over to samples/Compare.</summary>
[NonParallelizable]
public sealed class HandoverTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    [Test]
    public void Arguments_are_handed_over() => Assert.Multiple(() =>
    {
        Assert.That(Read("--seed", "3"), Is.Null);
        Assert.That(Read("--compare", "--data", "music"), Is.EqualTo(new[] { "--data", "music", "--seed", "1" }));
        Assert.That(
            Read("--data", "music", "--compare", "yamnet,small-cnn", "--folds", "4", "--seed", "3", "--markdown", "t.md", "--csv", "t.csv"),
            Is.EqualTo(new[] { "--models", "yamnet,small-cnn", "--data", "music", "--folds", "4", "--seed", "3", "--markdown", "t.md", "--csv", "t.csv" }));
        Assert.That(
            Read("--compare", "--data", "music", "--split", "gtzan-filtered", "--column-seconds", "0.0605"),
            Is.EqualTo(new[] { "--data", "music", "--split", "gtzan-filtered", "--column-seconds", "0.0605", "--seed", "1" }));
    });

    [TestCase("--compare needs --data", "--compare")]
    [TestCase("--backbone does not go with --compare", "--compare", "--data", "d", "--backbone", "yamnet")]
    [TestCase("--json does not go with --compare", "--compare", "--data", "d", "--json", "r.json")]
    [TestCase("--csv goes with --compare only", "--csv", "t.csv")]
    public void A_wrong_command_line_is_named(string part, params string[] arguments)
        => Assert.That(new CommandLineDefinition().Command.Parse(arguments).Errors.Select(error => error.Message), Has.Some.Contains(part));

    [Test]
    public async Task A_comparison_runs_as_another_program()
    {
        using var folder = new TemporaryFolder();
        string data = ToneGenres.Write(Path.Combine(folder.Path, "tones"), tracks: 4, seconds: 1), csv = Path.Combine(folder.Path, "t.csv");
        SampleRun run = await SampleRun.OfAsync("--compare", "mel-statistics", "--data", data, "--folds", "2", "--csv", csv);
        Assert.That(run.ExitCode, Is.EqualTo(CommandLine.Success), run.Error);
        Assert.That(File.ReadLines(csv).Last(), Does.StartWith("mel-statistics,").And.Contain("2 stratified folds"));
    }

    [Test]
    public void QuickStart_itself_needs_no_torch()
        => Assert.That(typeof(CommandLine).Assembly.GetReferencedAssemblies().Select(assembly => assembly.Name), Has.Some.Contains("MusicGenre").And.None.Contains("Torch"));

    [Test]
    public void Without_the_repository_an_error_says_what_was_looked_for()
    {
        using var folder = new TemporaryFolder();
        using var error = new StringWriter();
        Assert.That(ComparisonHandover.FindProject(null, error), Is.Null);
        Assert.That(ComparisonHandover.FindProject(folder.Path, error), Is.Null);
        string[] lines = error.ToString().TrimEnd().Split('\n');
        Assert.That(lines, Has.Length.EqualTo(2));
        Assert.That(lines[0], Does.Contain("no MusicGenre.MLNet.sln was found").And.Contain("checkout"));
        Assert.That(lines[1], Does.Contain(Path.Combine(folder.Path, "samples", "Compare", "Compare.csproj")));
    }

    [Test]
    public async Task The_exit_code_is_passed_on()
    {
        Assert.That(await RunAsync(Shell("exit 7"), Patience, CancellationToken.None), Is.EqualTo(7));
    }

    [Test]
    public async Task A_program_that_cannot_be_started_is_told()
    {
        using var error = new StringWriter();
        int exitCode = await ComparisonHandover.RunAsync(new ProcessStartInfo("no-such-program-here"), Patience, error, CancellationToken.None);
        Assert.That(exitCode, Is.EqualTo(CommandLine.Failure));
        Assert.That(error.ToString(), Does.Contain("no-such-program-here"));
    }

    [Test]
    public async Task A_program_that_stops_by_itself_gives_its_own_exit_code()
    {
        using var stop = new CancellationTokenSource(TimeSpan.FromMilliseconds(200));
        Assert.That(await RunAsync(Shell(OperatingSystem.IsWindows() ? "ping -n 2 127.0.0.1 >nul & exit 5" : "sleep 1; exit 5"), Patience, stop.Token), Is.EqualTo(5));
    }

    [Test]
    [CancelAfter(30_000)]
    public async Task A_program_that_does_not_stop_is_killed(CancellationToken tooLong)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(tooLong);
        stop.CancelAfter(TimeSpan.FromMilliseconds(200));
        ProcessStartInfo endless = Shell(OperatingSystem.IsWindows() ? "ping -n 600 127.0.0.1 >nul" : "sleep 600");
        Assert.That(await RunAsync(endless, TimeSpan.FromMilliseconds(200), stop.Token), Is.EqualTo(CommandLine.Cancelled));
        Assert.That(tooLong.IsCancellationRequested, Is.False);
    }

    private static Task<int> RunAsync(ProcessStartInfo start, TimeSpan patience, CancellationToken stop)
        => ComparisonHandover.RunAsync(start, patience, TextWriter.Null, stop);

    private static ProcessStartInfo Shell(string command)
        => OperatingSystem.IsWindows() ? new ProcessStartInfo("cmd", ["/c", command]) : new ProcessStartInfo("sh", ["-c", command]);

    private static IReadOnlyList<string>? Read(params string[] arguments)
    {
        var definition = new CommandLineDefinition();
        ParseResult result = definition.Command.Parse(arguments);
        Assert.That(result.Errors.Select(error => error.Message), Is.Empty);
        return definition.ReadComparison(result);
    }
}
