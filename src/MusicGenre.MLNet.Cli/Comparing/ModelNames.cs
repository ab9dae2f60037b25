using System.CommandLine.Parsing;
using MusicGenre.MLNet.Backbones;
using MusicGenre.MLNet.Cli.Commands;

namespace MusicGenre.MLNet.Cli.Comparing;

/// <summary>Finds models by the names that the command line gives.</summary>
/// <param name="learners">The networks.</param>
internal sealed class ModelNames(ILearners learners)
{
    /// <summary>How the path of a backbone of one's own ends.</summary>
    public const string OnnxExtension = ".onnx";

    private const string Frozen = "head on frozen backbone";

    /// <summary>Reads names that are separated by commas.</summary>
    /// <returns>The models in the same order, at least one.</returns>
    /// <exception cref="FormatException">There is no name, one is unknown, or one is there twice.</exception>
    public IReadOnlyList<TrainableModel> Read(string names)
    {
        TrainableModel[] models = [.. CommonOptions.Names(names).Select(FindAny)];
        if (models.Length == 0)
            throw new FormatException($"no model is named. {Known}");
        if (models.GroupBy(model => model.Name).FirstOrDefault(same => same.Count() > 1) is { } twice)
            throw new FormatException($"'{twice.Key}' is named {twice.Count()} times; once is enough.");
        return models;
    }

    /// <summary>Finds a network by its name.</summary>
    /// <exception cref="FormatException">There is none of that name.</exception>
    public TrainableModel Find(string network) => learners.Find(network)
        ?? throw new FormatException($"there is no network '{network}'. There are {string.Join(", ", learners.Networks)}.");

    /// <summary>Tells, as a mistake of the command line, that a network is unknown.</summary>
    public void Check(OptionResult result, string network) => Check(result, () => Find(network));

    /// <summary>Tells, as a mistake of the command line, which of several names is wrong.</summary>
    public void CheckAll(OptionResult result, string names) => Check(result, () => Read(names));

    private static void Check<T>(OptionResult result, Func<T> find)
    {
        try
        {
            find();
        }
        catch (FormatException exception)
        {
            result.AddError($"{result.Option.Name}: {exception.Message}");
        }
    }

    private string Known
        => $"There are the backbones {string.Join(", ", BackboneCatalog.Names)}, and paths that end in {OnnxExtension}."
            + (learners.Networks.Count == 0 ? "" : $" There are the networks {string.Join(", ", learners.Networks)}. {learners.Hint}");

    private TrainableModel FindAny(string name)
    {
        string[] parts = BackboneCatalog.PartsOf(name);
        if (parts.Length == 1)
            return FindOne(name);
        TrainableModel[] models = [.. parts.Select(FindOne)];
        return models.FirstOrDefault(model => model.IsNetwork) is { } network
            ? throw new FormatException($"'{network.Name}' is trained as a whole, and cannot be part of '{name}'. Name backbones only.")
            : new BackboneModel(name)
            {
                Name = string.Join('+', models.Select(model => model.Name)),
                Kind = Frozen,
                About = $"side by side: {string.Join("; ", models.Select(model => model.About))}",
            };
    }

    private TrainableModel FindOne(string name)
    {
        if (name.EndsWith(OnnxExtension, StringComparison.OrdinalIgnoreCase))
            return new BackboneModel(name) { Name = Path.GetFileNameWithoutExtension(name), Kind = Frozen, About = $"the backbone {name}" };
        if (BackboneCatalog.All.FirstOrDefault(known => known.Name.Equals(name, StringComparison.OrdinalIgnoreCase)) is { } backbone)
            return new BackboneModel(backbone.Name) { Name = backbone.Name, Kind = Frozen, About = Describe(backbone) };
        return learners.Find(name) ?? throw new FormatException(
            $"there is no model '{name}'.{Suggestion.For(name, [.. BackboneCatalog.Names, .. learners.Networks])} {Known}");
    }

    private static string Describe(BackboneDescription backbone) => backbone.Name switch
    {
        "efficientat" => "MobileNet frozen: MobileNetV3 ×0.4 with weights from AudioSet (EfficientAT mn04)",
        "mel-statistics" => "mel statistics: seven numbers for each of 128 mel bands, and no network",
        _ => backbone.About.TrimEnd('.'),
    };
}
