using MusicGenre.MLNet.Torch.Training;

namespace TrainNetwork;

/// <summary>One line an epoch.</summary>
internal sealed class ConsoleProgress : IProgress<NetworkTrainingProgress>
{
    public void Report(NetworkTrainingProgress value)
    {
        if (value is { EpochEnded: true, Validated: NetworkEpoch epoch })
        {
            Console.WriteLine(
                $"{epoch.Epoch,3}  rate {epoch.LearningRate:e1}  loss {epoch.Loss:f3} acc {epoch.Accuracy:f3}  " +
                $"validation loss {epoch.ValidationLoss:f3} acc {epoch.ValidationAccuracy:f3}  {value.ImagesPerSecond:f1}/s  left {value.TimeLeft:mm\\:ss}");
        }
    }
}
