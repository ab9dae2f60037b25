using System.Diagnostics;

namespace MusicGenre.MLNet.Torch.Training;

/// <summary>Turns batches and epochs into <see cref="NetworkTrainingProgress"/>, with the speed and the time left.</summary>
internal sealed class ProgressReporter(IProgress<NetworkTrainingProgress>? progress, int epochs, int batches)
{
    private readonly Stopwatch _total = Stopwatch.StartNew();
    private readonly Stopwatch _epoch = new();
    private NetworkEpoch? _validated;
    private long _batchesDone;

    /// <summary>A batch was trained on.</summary>
    public void Batch(int epoch, int batch, EpochSums sums, double rate)
    {
        _batchesDone++;
        Report(epoch, batch, sums, rate, ended: false);
    }

    /// <summary>An epoch begins: its speed is measured from here.</summary>
    public void BeginEpoch() => _epoch.Restart();

    /// <summary>An epoch was validated.</summary>
    public void Epoch(NetworkEpoch result, EpochSums sums, double rate)
    {
        _validated = result;
        Report(result.Epoch, batches, sums, rate, ended: true);
    }

    /// <summary>The batches are done, validation begins: the epoch's speed stands.</summary>
    public void EndBatches() => _epoch.Stop();

    private void Report(int epoch, int batch, EpochSums sums, double rate, bool ended)
    {
        if (progress is null)
            return;
        // Judged by all time since the start, validation included; a resumed training knows only its own time.
        long batchesLeft = (long)(epochs - epoch) * batches + (batches - batch);
        progress.Report(new NetworkTrainingProgress
        {
            Epoch = epoch,
            Epochs = epochs,
            Batch = batch,
            Batches = batches,
            Loss = sums.Loss,
            Accuracy = sums.Accuracy,
            Validated = _validated,
            EpochEnded = ended,
            LearningRate = rate,
            ImagesPerSecond = sums.Examples / Math.Max(_epoch.Elapsed.TotalSeconds, 1e-9),
            TimeLeft = _total.Elapsed * ((double)batchesLeft / Math.Max(_batchesDone, 1)),
        });
    }
}

/// <summary>Loss and accuracy of an epoch so far.</summary>
internal sealed class EpochSums
{
    private double _loss;
    private int _right;

    /// <summary>Examples seen.</summary>
    public int Examples { get; private set; }

    /// <summary>Mean loss an example.</summary>
    public double Loss => Examples == 0 ? 0 : _loss / Examples;

    /// <summary>The fraction 0…1 that was right.</summary>
    public double Accuracy => Examples == 0 ? 0 : (double)_right / Examples;

    /// <summary>Adds a batch: its mean loss, what the network chose and what it should have.</summary>
    public void Add(double loss, ReadOnlySpan<long> choices, ReadOnlySpan<int> labels)
    {
        _loss += loss * labels.Length;
        Examples += labels.Length;
        for (int i = 0; i < labels.Length; i++)
        {
            if (choices[i] == labels[i])
                _right++;
        }
    }
}
