using Spectre.Console;

namespace MusicGenre.MLNet.Cli.Terminal;

/// <summary>A bar for each stage.</summary>
internal sealed class LiveReport(ProgressContext context) : IStepReport
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, ProgressTask> _bars = [];

    public void Show(string stage, int completed, int total)
    {
        lock (_lock)
        {
            if (!_bars.TryGetValue(stage, out ProgressTask? bar))
            {
                Finish();
                bar = _bars[stage] = context.AddTask(Markup.Escape(stage));
            }
            bar.IsIndeterminate = total == 0;
            bar.MaxValue = Math.Max(1, total);
            // Reports of several threads may come late.
            bar.Value = Math.Max(bar.Value, completed);
        }
    }

    /// <summary>Fills all bars.</summary>
    public void Finish()
    {
        lock (_lock)
        {
            foreach (ProgressTask bar in _bars.Values)
            {
                bar.IsIndeterminate = false;
                bar.Value = bar.MaxValue;
                bar.StopTask();
            }
        }
    }
}
