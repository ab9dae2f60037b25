using MusicGenre.MLNet.Backbones;
using MusicGenre.MLNet.Evaluation;

namespace MusicGenre.MLNet.Torch.Learners;

/// <summary>A network that was trained.</summary>
/// <param name="Onnx">The network as an ONNX file.</param>
/// <param name="Description">What it looks at; its <see cref="BackboneDescription.EmbeddingOutput"/> gives one value a genre, before the softmax.</param>
/// <param name="Parameters">The number of its trainable parameters.</param>
/// <param name="Epochs">How many epochs it was trained.</param>
/// <param name="BestEpoch">The epoch whose weights were kept.</param>
internal sealed record TrainedNetwork(byte[] Onnx, BackboneDescription Description, long Parameters, int Epochs, int BestEpoch)
{
    /// <summary>What each epoch brought, in order, a head that was solved at once being the first; empty if it was not recorded.</summary>
    public IReadOnlyList<LearningEpoch> History { get; init; } = [];
}
