using MusicGenre.MLNet.Cli.Comparing;

namespace MusicGenre.MLNet.Cli;

/// <summary>The package alone: heads on backbones, and no networks.</summary>
internal sealed class NoNetworks : ILearners
{
    public IReadOnlyList<string> Networks => [];

    public string DefaultModels => "mobile,resnet,mel-statistics";

    public string Hint => "";

    public TrainableModel? Find(string name) => null;

    public bool IsProblem(Exception exception) => false;
}
