namespace MusicGenre.MLNet.Torch.Training;

/// <summary>A picture and its genre.</summary>
/// <param name="Input">The picture.</param>
/// <param name="Genre">The genre's place in the network's output, from 0.</param>
public sealed record TrainingExample(SpectrogramInput Input, int Genre)
{
    /// <summary>What error messages call it, a file name say. The default value is empty: they then say its place in the list.</summary>
    public string Name { get; init; } = "";
}
