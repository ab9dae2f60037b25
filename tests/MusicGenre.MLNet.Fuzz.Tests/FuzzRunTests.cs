using MusicGenre.MLNet.Fuzz.Running;
using MusicGenre.MLNet.Fuzz.Targets;

namespace MusicGenre.MLNet.Fuzz.Tests;

/// <summary>
/// About half a minute of fuzzing where nothing else runs: always the same inputs, however fast the machine is. docs/reliability.md says how
/// to go on for longer.
/// </summary>
public sealed class FuzzRunTests
{
    private const long Inputs = 60_000;

    private readonly StringWriter _printed = new();
    private IReadOnlyList<TargetResult> _results = [];

    private static IEnumerable<string> Names => FuzzTargets.All.Select(target => target.Name);

    [OneTimeSetUp]
    public void Run()
    {
        string findings = Path.Combine(TestContext.CurrentContext.WorkDirectory, "fuzz-findings");
        _results = new FuzzRun(new FuzzOptions { Inputs = Inputs, Output = findings }, _printed).Run(default);
        Table.Write(_printed, _results);
        TestContext.Progress.WriteLine(_printed);
    }

    [TestCaseSource(nameof(Names))]
    public void What_is_damaged_is_read_or_refused_as_documented(string name)
    {
        TargetResult result = _results.Single(one => one.Target == name);
        Assert.Multiple(() =>
        {
            Assert.That(result.Findings, Is.Zero, _printed.ToString());
            Assert.That(result.Inputs, Is.Positive);
        });
    }
}
