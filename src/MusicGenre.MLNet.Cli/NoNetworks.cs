using MusicGenre.MLNet.Cli.Comparing;

namespace MusicGenre.MLNet.Cli;

/// <summary>The package alone: heads on backbones, and no networks.</summary>
internal sealed class NoNetworks : ILearners
{
    /// <inheritdoc/>
    public IReadOnlyList<string> Networks => [];

    /// <inheritdoc/>
    public string DefaultModels => "mobile,resnet,mel-statistics";

    /// <inheritdoc/>
    public string Hint => "";

    /// <inheritdoc/>
    public TrainableModel? Find(string name) => null;

    /// <inheritdoc/>
    public bool IsProblem(Exception exception) => false;
}
