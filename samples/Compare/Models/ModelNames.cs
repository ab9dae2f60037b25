using MusicGenre.MLNet.Backbones;
using MusicGenre.MLNet.Torch;
using MusicGenre.MLNet.Torch.Networks;

namespace Compare.Models;

/// <summary>Finds models by the names that the command line gives.</summary>
internal static class ModelNames
{
    /// <summary>How the path of a backbone of one's own ends.</summary>
    public const string OnnxExtension = ".onnx";

    private const string Frozen = "head on frozen backbone";
    private const string FromScratch = "network from scratch";
    private const string FineTuned = "network fine-tuned";

    /// <summary>Reads names that are separated by commas.</summary>
    /// <returns>The models in the same order, at least one.</returns>
    /// <exception cref="FormatException">There is no name, one is unknown, or one is there twice.</exception>
    public static IReadOnlyList<ComparedModel> Read(string names)
    {
        ComparedModel[] models = [.. names.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(Find)];
        if (models.Length == 0)
            throw new FormatException($"no model is named. {Known}");
        if (models.GroupBy(model => model.Name).FirstOrDefault(same => same.Count() > 1) is { } twice)
            throw new FormatException($"'{twice.Key}' is named {twice.Count()} times; once is enough.");
        return models;
    }

    private static string Known
        => $"There are the backbones {string.Join(", ", BackboneCatalog.Names)}, paths that end in {OnnxExtension}, and the networks {string.Join(", ", NetworkArchitecture.All)}; "
            + "a network that is a backbone, too, is fine-tuned as NAME:tuned.";

    private static ComparedModel Find(string name)
    {
        if (name.EndsWith(OnnxExtension, StringComparison.OrdinalIgnoreCase))
            return new BackboneModel(name) { Name = Path.GetFileNameWithoutExtension(name), Kind = Frozen, About = $"the backbone {name}" };
        if (BackboneCatalog.All.FirstOrDefault(backbone => Same(backbone.Name, name)) is { } backbone)
            return new BackboneModel(backbone.Name) { Name = backbone.Name, Kind = Frozen, About = Describe(backbone) };
        string[] parts = name.Split(':', 2);
        if (NetworkArchitecture.All.FirstOrDefault(network => Same(network.Name, parts[0])) is { } architecture)
            return Network(architecture, name, parts.Length == 1 ? null : parts[1].ToLowerInvariant());
        throw new FormatException($"there is no model '{name}'. {Known}");
    }

    private static NetworkModel Network(NetworkArchitecture architecture, string name, string? suffix)
    {
        string inFull = suffix is null ? architecture.Name : $"{architecture.Name}:{suffix}";
        bool ofThePackage = BackboneCatalog.Names.Contains(architecture.Name);
        bool fromScratch = ofThePackage && suffix == "scratch";
        if (fromScratch || !RecommendedTraining.HasPretrainedWeights(architecture))
        {
            return suffix is null || fromScratch
                ? new NetworkModel(architecture, TorchTransfer.All, fromScratch: true) { Name = inFull, Kind = FromScratch, About = Describe(architecture) }
                : throw new FormatException($"'{name}': {architecture} has no pretrained weights, so it takes no ':{suffix}'.");
        }
        (TorchTransfer transfer, string how) = suffix switch
        {
            null or "tuned" => (TorchTransfer.HeadThenAll, "the head solved on the frozen network, then everything at a small rate where that is better"),
            "head" => (TorchTransfer.HeadOnly, "only the head, solved on the frozen network"),
            "all" => (TorchTransfer.All, "everything trained from the beginning"),
            _ => throw new FormatException($"'{name}': after the colon there may be tuned, head or all{(ofThePackage ? ", or scratch" : "")}, not '{suffix}'."),
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

    private static string Describe(BackboneDescription backbone) => backbone.Name switch
    {
        "efficientat" => "MobileNet frozen: MobileNetV3 ×0.4 with weights from AudioSet (EfficientAT mn04)",
        MelStatisticsBackbone.CatalogueName => "mel statistics: seven numbers for each of 128 mel bands, and no network",
        _ => backbone.About.TrimEnd('.'),
    };

    private static string Describe(NetworkArchitecture architecture)
    {
        bool custom = architecture == NetworkArchitecture.SmallCnn || architecture == NetworkArchitecture.StudentCnn;
        return custom ? $"custom CNN: {architecture.Description}" : architecture.Description;
    }

    private static bool Same(string known, string name) => string.Equals(known, name, StringComparison.OrdinalIgnoreCase);
}
