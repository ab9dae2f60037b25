using MusicGenre.MLNet.Training;

namespace MusicGenre.MLNet.Common;

/// <summary>What long work is given beside its input: how many cores it may use, who is told how far it is, and who may stop it.</summary>
/// <param name="MaxDegreeOfParallelism">How many items are worked on at once.</param>
/// <param name="Progress">Is told of every step, from several threads.</param>
/// <param name="CancellationToken">Stops the work.</param>
internal sealed record WorkContext(
    int MaxDegreeOfParallelism, IProgress<TrainProgress>? Progress = null, CancellationToken CancellationToken = default)
{
    /// <summary>Reports a step, if anybody listens.</summary>
    public void Report(TrainStage stage, int completed, int total, string? item = null, string? problem = null)
        => Progress?.Report(new TrainProgress(stage, completed, total, item, problem));

    /// <summary>Does <paramref name="work"/> for 0…<paramref name="count"/> − 1 on the cores that may be used.</summary>
    public void ForEach(int count, Action<int> work) => AllCores.Run(count, MaxDegreeOfParallelism, CancellationToken, work);
}
