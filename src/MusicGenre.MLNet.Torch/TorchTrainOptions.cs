using MusicGenre.MLNet.Torch.Networks;
using MusicGenre.MLNet.Torch.Training;

namespace MusicGenre.MLNet.Torch;

/// <summary>How the add-on trains the network of <see cref="MusicGenreTorch.UseTorch"/>.</summary>
public sealed record TorchTrainOptions
{
    /// <summary>
    /// The training itself: epochs, rate, augmentation. The default value is <see langword="null"/>: the settings that suit the
    /// architecture,
    /// <see cref="RecommendedTraining.For(Networks.NetworkArchitecture, bool)"/>. The seed and the checkpoint's path are set for each
    /// training.
    /// </summary>
    public NetworkTrainingOptions? Training { get; init; }

    /// <summary>Width and dropout of the network. The default value is the architecture's own. The seed is that of the
    /// <c>TrainOptions</c>.</summary>
    public NetworkOptions Network { get; init; } = new();

    /// <summary>
    /// A file of pretrained weights: EfficientAT's state dict (<c>.pt</c>) for <c>efficientat-mn04</c>; for <c>mobile</c> and <c>resnet</c>
    /// an ONNX file of the same architecture that this add-on exported. The default value is <see langword="null"/>: for
    /// <c>efficientat-mn04</c> the file
    /// <c>efficientat/mn04_as_mAP_432.pt</c> of the models folder, for <c>mobile</c> and <c>resnet</c> the weights inside the package, for
    /// the others fresh weights.
    /// </summary>
    public string? PretrainedWeights { get; init; }

    /// <summary>
    /// Whether <c>mobile</c> and <c>resnet</c> start from the weights inside the package where <see cref="PretrainedWeights"/> names no
    /// others. The default value is <see langword="true"/>; <see langword="false"/> trains them from scratch.
    /// </summary>
    public bool UseEmbeddedWeights { get; init; } = true;

    /// <summary>How a network with pretrained weights is brought to new genres. The default value is
    /// <see cref="TorchTransfer.HeadThenAll"/>.</summary>
    public TorchTransfer Transfer { get; init; } = TorchTransfer.HeadThenAll;

    /// <summary>
    /// The folder of checkpoints: a training that was stopped goes on from there to the same result. The default value is
    /// <see langword="null"/>: none are written.
    /// </summary>
    public string? CheckpointDirectory { get; init; }
}
