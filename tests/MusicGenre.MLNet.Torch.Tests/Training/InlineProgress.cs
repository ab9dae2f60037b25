using MusicGenre.MLNet.Torch.Training;

namespace MusicGenre.MLNet.Torch.Tests.Training;

/// <summary>Calls back at once, on the training thread; <see cref="Progress{T}"/> would do so later.</summary>
internal sealed class InlineProgress(Action<NetworkTrainingProgress> report) : IProgress<NetworkTrainingProgress>
{
    public void Report(NetworkTrainingProgress value) => report(value);
}
