namespace MusicGenre.MLNet.Torch.Weights;

/// <summary>A tensor whose shape in the file is not the network's.</summary>
/// <param name="Name">The network's name for it.</param>
/// <param name="Expected">The network's shape.</param>
/// <param name="Found">The file's shape.</param>
internal sealed record WeightShapeMismatch(string Name, IReadOnlyList<long> Expected, IReadOnlyList<long> Found)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Name} is {WeightTensor.Format(Found)} instead of {WeightTensor.Format(Expected)}";
}
