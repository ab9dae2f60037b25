using System.Diagnostics;

namespace Distill;

/// <summary>Prints a line for a report, but no more than one every few seconds.</summary>
internal sealed class LineProgress<T>(Func<T, string> line, Func<T, bool> always, double pauseSeconds = 10) : IProgress<T>
{
    private readonly Stopwatch _watch = new();
    private readonly Lock _lock = new();

    public void Report(T value)
    {
        lock (_lock)
        {
            if (!always(value) && _watch.IsRunning && _watch.Elapsed.TotalSeconds < pauseSeconds)
                return;
            _watch.Restart();
            Console.WriteLine(line(value));
        }
    }
}
