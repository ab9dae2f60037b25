using System.Diagnostics;
using System.Globalization;
using MusicGenre.MLNet;
using QuickStart.Output;

namespace Compare.Measuring;

/// <summary>
/// Sums up the time of a training that was stopped and resumed: what was spent so far lies in a file beside the checkpoints, written at every epoch.
/// </summary>
internal sealed class TrainingClock : IProgress<TrainProgress>
{
    private const string FileName = "training-time.txt";
    private const string Finished = " s, finished";

    private readonly IProgress<TrainProgress> _next;
    private readonly string? _file;
    private readonly TimeSpan _before;
    private readonly bool _wasFinished;
    private readonly Stopwatch _clock = new();

    /// <summary>Starts with the time of earlier runs.</summary>
    /// <param name="checkpoints">The folder of the checkpoints, which exists; null for none.</param>
    /// <param name="next">Is told everything that this is told.</param>
    public TrainingClock(string? checkpoints, IProgress<TrainProgress> next)
    {
        _next = next;
        if (checkpoints is null)
            return;
        _file = Path.Combine(checkpoints, FileName);
        // Without checkpoints it begins anew, whatever lies there. Transfer learning has two of each fold, which end in .head and .whole.
        if (!File.Exists(_file) || !Directory.EnumerateFiles(checkpoints, "*.checkpoint*").Any())
            return;
        string text = File.ReadAllText(_file);
        if (double.TryParse(text.Split(' ')[0], CultureInfo.InvariantCulture, out double seconds))
            (_before, _wasFinished) = (TimeSpan.FromSeconds(seconds), text.Contains(Finished, StringComparison.Ordinal));
    }

    /// <inheritdoc/>
    public void Report(TrainProgress value)
    {
        if (value.Stage == TrainStage.Training)
        {
            _clock.Start();
            if (!_wasFinished)
                Write(_before + _clock.Elapsed, " s");
        }
        _next.Report(value);
    }

    /// <summary>Ends the training.</summary>
    /// <param name="thisRun">The time that this run spent on it.</param>
    /// <returns>The time that all runs together did; looking again at what was finished takes none.</returns>
    public TimeSpan Finish(TimeSpan thisRun)
    {
        if (_wasFinished)
            return _before;
        Write(_before + thisRun, Finished);
        return _before + thisRun;
    }

    private void Write(TimeSpan time, string rest)
    {
        if (_file is not null)
            OutputFile.Write(_file, string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.0}{rest}\n"));
    }
}
