using System.ComponentModel;
using System.Text.RegularExpressions;

namespace MusicGenre.MLNet.Torch.Tests.Native;

/// <summary>
/// Nothing is recorded about the user and nothing is sent: each way in to ONNX Runtime in a process of its own, whose home folder is
/// empty before.
/// </summary>
[Platform("Linux,MacOsX", Reason = "On Windows the user's folders do not follow the environment.")]
public sealed partial class EmptyHomeTests
{
    // Where telemetry is on, its first look-up of a host comes about 8 s after the first session.
    private const int SecondsUntilItWouldSend = 12;

    private static readonly string[] Verbs = ["predict", "train", "mlnet-load", "mlnet-load-registered", "export"];

    // What a process needs to run. Nothing else: ONNX Runtime's telemetry is silent where it sees that it is being tested.
    private static readonly string[] Inherited = ["PATH", "LD_LIBRARY_PATH", "DOTNET_ROOT"];

    private readonly Dictionary<string, Task<Outcome>> _processes = [];
    private TemporaryFolder _folder = null!;
    private bool _traced;

    [OneTimeSetUp]
    public void StartAll()
    {
        _folder = new TemporaryFolder();
        _traced = CanTrace();
        using MusicGenreClassifier classifier = MusicGenreClassifier.Pretrained();
        foreach (string verb in Verbs)
        {
            string folder = Directory.CreateDirectory(_folder.Combine(verb)).FullName;
            ToneGenres.Write(Path.Combine(folder, "music"), tracks: 4);
            classifier.Save(Path.Combine(folder, "model.zip"));
            _processes[verb] = Task.Run(() => Run(verb, folder)); // at once, since most of their time is waiting
        }
    }

    [OneTimeTearDown]
    public async Task CleanUp()
    {
        await Task.WhenAll(_processes.Values);
        _folder.Dispose();
    }

    [TestCaseSource(nameof(Verbs))]
    public async Task Nothing_is_recorded(string verb)
    {
        Outcome outcome = await _processes[verb];

        Assert.That(outcome.ExitCode, Is.Zero, outcome.Printed);
        string home = outcome.Home;
        string[] files = [.. Directory.GetFiles(home, "*", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(home, f))];
        string[] embeddings = [.. files.Where(f => KeptEmbedding().IsMatch(f))];
        Assert.That(files.Except(embeddings), Is.Empty);
        Assert.That(embeddings, verb == "train" ? Is.Not.Empty : Is.Empty); // training's own cache, which its options tell of
    }

    // Not where ML.NET loads a model: it writes the graph of every ONNX transform to a temporary file and leaves it there.
    [TestCase("predict")]
    [TestCase("train")]
    [TestCase("export")]
    public async Task Nothing_stays_in_the_temporary_folder(string verb)
    {
        Outcome outcome = await _processes[verb];

        Assert.That(outcome.ExitCode, Is.Zero, outcome.Printed);
        Assert.That(Directory.EnumerateFileSystemEntries(outcome.Temporary), Is.Empty);
    }

    [TestCaseSource(nameof(Verbs))]
    public async Task Nothing_is_sent(string verb)
    {
        Outcome outcome = await _processes[verb];
        if (!_traced)
            Assert.Ignore("Which sockets a process opens is seen with strace, which is not installed here or may not trace.");

        Assert.That(outcome.ExitCode, Is.Zero, outcome.Printed);
        string[] calls = await File.ReadAllLinesAsync(outcome.Trace);
        Assert.That(calls, Is.Not.Empty, "the trace must have seen something, if only local sockets");
        Assert.That(calls.Where(call => call.Contains("AF_INET", StringComparison.Ordinal)), Is.Empty); // AF_INET6 too
    }

    private Outcome Run(string verb, string folder)
    {
        string home = Directory.CreateDirectory(Path.Combine(folder, "home")).FullName;
        string temporary = Directory.CreateDirectory(Path.Combine(folder, "temporary")).FullName;
        string trace = Path.Combine(folder, "trace.txt");
        string[] command = ["dotnet", Path.Combine(AppContext.BaseDirectory, "MusicGenre.MLNet.Probe.dll"), verb, folder];
        if (_traced)
            command = ["strace", "-f", "-qq", "-e", "trace=%network", "-o", trace, .. command, $"{SecondsUntilItWouldSend}"];
        ExternalProgram run = ExternalProgram.Run(folder, command, variables =>
        {
            foreach (string name in variables.Keys.Except(Inherited).ToList())
                variables.Remove(name);
            variables["HOME"] = home;
            variables["TMPDIR"] = temporary;
        });
        return new Outcome(run.ExitCode, run.Printed, home, temporary, trace);
    }

    private static bool CanTrace()
    {
        try
        {
            // not where a container forbids it
            return ExternalProgram.Run(AppContext.BaseDirectory, ["strace", "-qq", "-o", "/dev/null", "true"]).ExitCode == 0;
        }
        catch (Win32Exception)
        {
            return false; // there is no such program
        }
    }

    [GeneratedRegex(@"^(\.local/share|Library/Application Support)/MusicGenre\.MLNet/embeddings/[0-9a-f]{2}/[0-9a-f]{64}\.emb$")]
    private static partial Regex KeptEmbedding();

    private sealed record Outcome(int ExitCode, string Printed, string Home, string Temporary, string Trace);
}
