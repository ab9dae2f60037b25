using MusicGenre.MLNet.Torch.Networks;
using MusicGenre.MLNet.Training;

namespace MusicGenre.MLNet.Torch.Learners;

/// <summary>
/// Trains a network as a whole, see <see cref="MusicGenreTorch.UseTorch"/>. It is not trained again on all data, since nothing would be
/// left to stop it.
/// </summary>
public sealed record NetworkLearner : Learner
{
    /// <summary>The kind of network. The default value is <see cref="NetworkArchitecture.SmallCnn"/>.</summary>
    public NetworkArchitecture Architecture { get; init; } = NetworkArchitecture.SmallCnn;

    /// <summary>How it is trained.</summary>
    public TorchTrainOptions Options { get; init; } = new();

    /// <inheritdoc/>
    public override string Name => Architecture.Name;

    internal override void Validate()
    {
        ArgumentNullException.ThrowIfNull(Architecture);
        ArgumentNullException.ThrowIfNull(Options);
        Options.Training?.Validate();
        Options.Network.Validate();
    }

    internal override Learning Begin(LearningContext context)
    {
        var trainer = new TorchNetworkTrainer(Options);
        return new NetworkLearning(Architecture, context, job => trainer.Train(job, context.Work.Progress, context.Work.CancellationToken));
    }
}
