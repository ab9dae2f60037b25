using MusicGenre.MLNet.Backbones;
using MusicGenre.MLNet.Cli;
using MusicGenre.MLNet.Cli.Comparing;
using MusicGenre.MLNet.Torch;
using MusicGenre.MLNet.Torch.Networks;
using MusicGenre.MLNet.Torch.Training;
using MusicGenre.MLNet.Torch.Weights;

namespace MusicGenre.MLNet.TorchCli;

/// <summary>The add-on's networks. What follows a name after a colon says how pretrained weights are brought to the genres.</summary>
internal sealed class TorchLearners : ILearners
{
    private const string FromScratch = "network from scratch";
    private const string FineTuned = "network fine-tuned";

    public IReadOnlyList<string> Networks { get; } = [.. NetworkArchitecture.All.Select(network => network.Name)];

    public string DefaultModels => "small-cnn,student-cnn,efficientat,efficientat-mn04,mel-statistics";

    public string Hint { get; } = $"Of {NetworkArchitecture.EfficientAtMn04} the head is solved first and then everything learns, with "
        + $"{NetworkArchitecture.EfficientAtMn04}:head the head only, "
        + $"with {NetworkArchitecture.EfficientAtMn04}:all everything from the beginning. "
        + "A network that is a backbone, too, is fine-tuned as NAME:tuned, and trained from fresh weights as NAME:scratch.";

    public TrainableModel? Find(string name)
    {
        string[] parts = name.Split(':', 2);
        NetworkArchitecture? known = NetworkArchitecture.All.FirstOrDefault(
            network => string.Equals(network.Name, parts[0], StringComparison.OrdinalIgnoreCase));
        return known is { } architecture ? Network(architecture, name, parts.Length == 1 ? null : parts[1].ToLowerInvariant()) : null;
    }

    public bool IsProblem(Exception exception)
        => exception is PlatformNotSupportedException or NetworkTrainingException or WeightsFormatException or WeightsMismatchException;

    private static NetworkModel Network(NetworkArchitecture architecture, string name, string? suffix)
    {
        string inFull = suffix is null ? architecture.Name : $"{architecture.Name}:{suffix}";
        bool ofThePackage = BackboneCatalog.Names.Contains(architecture.Name);
        bool fromScratch = ofThePackage && suffix == "scratch";
        if (fromScratch || !RecommendedTraining.HasPretrainedWeights(architecture))
        {
            if (suffix is not null && !fromScratch)
                throw new FormatException($"'{name}': {architecture} has no pretrained weights, so it takes no ':{suffix}'.");
            return new NetworkModel(architecture, TorchTransfer.All, fromScratch: true)
            {
                Name = inFull,
                Kind = FromScratch,
                About = Describe(architecture),
            };
        }
        (TorchTransfer transfer, string how) = suffix switch
        {
            null or "tuned" => (
                TorchTransfer.HeadThenAll, "the head solved on the frozen network, then everything at a small rate where that is better"),
            "head" => (TorchTransfer.HeadOnly, "only the head, solved on the frozen network"),
            "all" => (TorchTransfer.All, "everything trained from the beginning"),
            _ => throw new FormatException(
                $"'{name}': after the colon there may be tuned, head or all{(ofThePackage ? ", or scratch" : "")}, not '{suffix}'."),
        };
        return new NetworkModel(architecture, transfer)
        {
            Name = inFull,
            Kind = FineTuned,
            About = ofThePackage
                ? $"{architecture.Description}, fine-tuned from the weights inside the package, {how}"
                : $"MobileNet fine-tuned: MobileNetV3 ×0.4 with weights from AudioSet, {how}",
        };
    }

    private static string Describe(NetworkArchitecture architecture)
    {
        bool custom = architecture == NetworkArchitecture.SmallCnn || architecture == NetworkArchitecture.StudentCnn;
        return custom ? $"custom CNN: {architecture.Description}" : architecture.Description;
    }
}
