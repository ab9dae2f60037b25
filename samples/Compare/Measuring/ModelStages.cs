using Compare.Models;
using MusicGenre.MLNet;
using QuickStart.Output;

namespace Compare.Measuring;

/// <summary>Shows how far a model's training is: the files, then the folds of a head, or the epochs of each network.</summary>
internal sealed class ModelStages(ComparedModel model, IStepReport report) : IProgress<TrainProgress>
{
    // What the add-on reports of an epoch: "fold 2, head: loss 1.234, …".
    private const string EpochMark = ": loss ";

    /// <inheritdoc/>
    public void Report(TrainProgress value)
    {
        if (value.Stage == TrainStage.Embedding)
            report.Show($"{model.Name}: files", value.Completed, value.Total);
        else if (value.Stage != TrainStage.Training)
            return;
        else if (!model.IsNetwork)
            report.Show($"{model.Name}: heads", value.Completed, value.Total);
        else if (value.Item?.IndexOf(EpochMark, StringComparison.Ordinal) is { } end and > 0)
            report.Show($"{model.Name}: {value.Item[..end]}, epochs", value.Completed, value.Total);
    }
}
