using Spectre.Console;

namespace MusicGenre.MLNet.Cli.Terminal;

/// <summary>A line for each quarter of a stage.</summary>
internal sealed class PlainReport(IAnsiConsole console) : IStepReport
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, int> _quarters = [];

    public void Show(string stage, int completed, int total)
    {
        if (total == 0)
            return;
        int quarter = (int)(4L * completed / total);
        lock (_lock)
        {
            if (quarter <= _quarters.GetValueOrDefault(stage))
                return;
            _quarters[stage] = quarter;
            console.WriteLine($"  {stage} {completed}/{total}");
        }
    }
}
