using System.Diagnostics;
using MusicGenre.MLNet.Cli.Output;
using Spectre.Console;

namespace MusicGenre.MLNet.Cli.Terminal;

/// <summary>A line for each quarter of a stage, and for long work whose end is not known a line now and then.</summary>
/// <param name="console">Where they go.</param>
/// <param name="patience">How long nothing is said.</param>
internal sealed class PlainReport(IAnsiConsole console, TimeSpan patience = default) : IStepReport
{
    private static readonly TimeSpan NowAndThen = TimeSpan.FromSeconds(30);

    private readonly Lock _lock = new();
    private readonly Dictionary<string, Stage> _stages = [];

    public void Show(string stage, int completed, int total)
    {
        lock (_lock)
        {
            if (!_stages.TryGetValue(stage, out Stage? known))
                _stages[stage] = known = new Stage();
            TimeSpan elapsed = known.Clock.Elapsed;
            int quarter = total == 0 ? 0 : (int)(4L * completed / total);
            bool isDue = total == 0 ? elapsed - known.Said > NowAndThen : quarter > known.Quarter;
            if (!isDue || elapsed < patience)
                return;
            (known.Quarter, known.Said) = (quarter, elapsed);
            string of = total == 0 ? "" : Words.Invariant($"/{total}");
            string left = TimeLeft.Of(elapsed, completed, total) is { } time ? $", about {Words.Estimate(time)} left" : "";
            console.WriteLine(Words.Invariant($"  {stage} {completed}{of}{left}"));
        }
    }

    private sealed class Stage
    {
        public Stopwatch Clock { get; } = Stopwatch.StartNew();

        public int Quarter { get; set; }

        public TimeSpan Said { get; set; }
    }
}
