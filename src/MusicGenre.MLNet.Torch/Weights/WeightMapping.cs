namespace MusicGenre.MLNet.Torch.Weights;

/// <summary>How the names in a file become those of a network.</summary>
internal sealed record WeightMapping
{
    /// <summary>
    /// The network's name of a tensor of the file; <see langword="null"/> leaves the tensor out on purpose. The default value gives every name as it is.
    /// </summary>
    public Func<string, string?> Rename { get; init; } = name => name;

    /// <summary>Whether a tensor of the network, by its name there, keeps its own values and need not be in the file. The default value is: none.</summary>
    public Func<string, bool> Keep { get; init; } = _ => false;
}
