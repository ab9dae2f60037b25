using MusicGenre.MLNet.Backbones.Embedded;
using MusicGenre.MLNet.Backbones.References;
using MusicGenre.MLNet.Common;

namespace MusicGenre.MLNet.Backbones;

/// <summary>
/// The backbones that are known by name. <c>mobile</c> and <c>resnet</c> are this project's own and inside the package; the weights of the
/// others that have any are found in the models folder (<see cref="ModelsFolder"/>); nothing is downloaded.
/// </summary>
public static class BackboneCatalog
{
    /// <summary>The environment variable that names the folder of pretrained networks.</summary>
    public const string ModelsFolderVariable = "MUSICGENRE_MODELS";

    // A damaged resource must be told by its own error, not by that of a type that cannot be initialised.
    private static readonly Lazy<IReadOnlyList<BackboneDescription>> Descriptions =
        new(() => [.. EmbeddedNetworks.All.Select(network => network.Embedding), .. KnownBackbones.All.Select(WithReference)]);

    /// <summary>The name of the backbone that is used where none is named: <c>mobile</c>, which is inside the package.</summary>
    public static string Default { get; } = EmbeddedNetworks.DefaultName;

    /// <summary>The descriptions of all known backbones.</summary>
    /// <exception cref="BackboneException">A network inside the package is damaged.</exception>
    public static IReadOnlyList<BackboneDescription> All => Descriptions.Value;

    /// <summary>The names of all known backbones.</summary>
    public static IReadOnlyList<string> Names { get; } =
        [.. EmbeddedNetworks.All.Select(n => n.Name), .. KnownBackbones.All.Select(b => b.Name)];

    /// <summary>Gets the names of those that accept spectrogram PNGs.</summary>
    public static IReadOnlyList<string> ForPictures => KnownBackbones.ForPictures;

    /// <summary>
    /// Gets the full path of the folder of pretrained networks, which need not exist: the one that the environment variable
    /// <see cref="ModelsFolderVariable"/> names, else <c>MusicGenre.MLNet/models</c> in the user's folder for local application data.
    /// </summary>
    public static string ModelsFolder
        => Environment.GetEnvironmentVariable(ModelsFolderVariable) is { } named && !string.IsNullOrWhiteSpace(named)
            ? Path.GetFullPath(named)
            : Path.Combine(UserFolder.Location, "models");

    /// <summary>
    /// Opens a backbone by its name, or by the path of an ONNX file. Your own file needs its <see cref="BackboneDescription"/>
    /// as JSON beside it (<c>net.onnx</c>, <c>net.json</c>); a file with the name of a catalogue entry's file needs none. Several names or
    /// paths with <c>+</c> between them are used side by side: <c>mobile+efficientat</c>.
    /// </summary>
    /// <param name="nameOrPath">One of <see cref="Names"/>, a path that ends in <c>.onnx</c>, or several of them.</param>
    /// <returns>The backbone; the caller disposes it.</returns>
    /// <exception cref="BackboneException">The name is unknown, the weights were not found or are damaged, or the file is not the network
    /// described.</exception>
    public static Backbone Open(string nameOrPath)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(nameOrPath);
        string[] parts = PartsOf(nameOrPath);
        if (parts.Contains(""))
            throw new BackboneException(
                $"In '{nameOrPath}' a name is missing beside a '{SideBySideBackbone.Separator}'. Name backbones like mobile+efficientat.");
        return parts.Length == 1
            ? OpenOne(nameOrPath)
            : SideBySideBackbone.Of(parts.Select<string, Func<Backbone>>(part => () => OpenOne(part)));
    }

    /// <summary>Takes apart the names of backbones side by side. The + in the path of a file is none between names.</summary>
    internal static string[] PartsOf(string names)
    {
        string[] pieces = names.Split(SideBySideBackbone.Separator);
        var parts = new List<string>();
        for (int first = 0, last; first < pieces.Length; first = last + 1)
        {
            last = pieces.Length - 1;
            while (last > first && !(IsFile(Joined(first, last)) && File.Exists(Joined(first, last))))
                last--;
            parts.Add(Joined(first, last));
        }
        return [.. parts];

        string Joined(int first, int last) => string.Join(SideBySideBackbone.Separator, pieces[first..(last + 1)]).Trim();
    }

    private static bool IsFile(string nameOrPath) => nameOrPath.EndsWith(".onnx", StringComparison.OrdinalIgnoreCase);

    private static Backbone OpenOne(string nameOrPath)
    {
        if (EmbeddedNetworks.Find(nameOrPath) is { } embedded)
            return new OnnxBackbone(embedded.Embedding, embedded.ReadWeights());
        BackboneDescription? known = KnownBackbones.All.FirstOrDefault(
            b => string.Equals(b.Name, nameOrPath, StringComparison.OrdinalIgnoreCase));
        if (known is not null)
            return known.ModelFile is null ? OpenWithoutWeights(known) : new OnnxBackbone(WithReference(known), ReadWeights(known));
        if (IsFile(nameOrPath))
            return OpenFile(nameOrPath);
        string meant = Spelling.Nearest(nameOrPath, Names) is { } near ? $" Did you mean '{near}'?" : "";
        throw new BackboneException(
            $"There is no backbone '{nameOrPath}'.{meant} Known are {string.Join(", ", Names)}; a network of your own is "
            + $"named by the path of its .onnx file. To train a network as a whole, add the package MusicGenre.MLNet.Torch and name its architecture with "
            + $"options.UseTorch(\"small-cnn\").");
    }

    /// <summary>Opens a network from memory.</summary>
    /// <param name="description">Its front end, segments and embedding output.</param>
    /// <param name="weights">The ONNX file's bytes.</param>
    /// <returns>The backbone; the caller disposes it.</returns>
    /// <exception cref="BackboneException">
    /// ONNX Runtime cannot open the file, it keeps values in another file (external data), it lacks the named input or output, its weights
    /// are damaged, or it does not give the embedding of its reference.
    /// </exception>
    public static Backbone Open(BackboneDescription description, byte[] weights) => new OnnxBackbone(description, weights);

    internal static Backbone OpenWithoutWeights(BackboneDescription description)
    {
        if (description.Name != MelStatisticsBackbone.CatalogueName)
            throw new BackboneException($"The backbone '{description.Name}' needs weights, and there are none with it.");
        var backbone = new MelStatisticsBackbone();
        if (CatalogueReferences.Find(backbone.Name, backbone.Description.EmbeddingOutput) is { } reference)
            ReferenceCheck.RequireRight(backbone, reference, ReferenceInput.Embed);
        return backbone;
    }

    private static BackboneDescription WithReference(BackboneDescription known)
        => known with { Reference = CatalogueReferences.Find(known.Name, known.EmbeddingOutput) };

    private static byte[] ReadWeights(BackboneDescription known)
    {
        if (FindWeights(known) is { } found)
            return File.ReadAllBytes(found);
        throw new BackboneException(
            $"The weights of backbone '{known.Name}' were not found at {PathOf(ModelsFolder, known)}, nor beside the program. Put the file {known.ModelFile} into a models folder and "
            + $"name that folder in the environment variable {ModelsFolderVariable}, or give the path of the .onnx file instead of the "
            + $"name. The backbone '{Default}' needs no file. ({known.About})");
    }

    /// <summary>Finds the ONNX file of an entry: in the models folder, or beside the program, where packages put theirs.</summary>
    /// <returns>Its path; <see langword="null"/> if it is in neither.</returns>
    internal static string? FindWeights(BackboneDescription known)
        => ((string[])[PathOf(ModelsFolder, known), PathOf(AppContext.BaseDirectory, known)]).FirstOrDefault(File.Exists);

    private static string PathOf(string folder, BackboneDescription known)
        => Path.Combine(folder, known.ModelFile!.Replace('/', Path.DirectorySeparatorChar));

    private static OnnxBackbone OpenFile(string path)
    {
        if (!File.Exists(path))
            throw new BackboneException($"There is no file {Path.GetFullPath(path)}; a backbone's path must name an ONNX file.");
        string beside = Path.ChangeExtension(path, ".json");
        if (File.Exists(beside))
            return new OnnxBackbone(BackboneJson.Parse<BackboneDescription>(File.ReadAllBytes(beside), beside), File.ReadAllBytes(path));
        BackboneDescription? known = KnownBackbones.All.FirstOrDefault(
            b => b.ModelFile is not null && Path.GetFileName(b.ModelFile) == Path.GetFileName(path));
        return known is not null
            ? new OnnxBackbone(WithReference(known), File.ReadAllBytes(path))
            : throw new BackboneException(
                $"{path} is not the file of a known backbone, so its front end must be described: put a {Path.GetFileName(beside)} beside "
                + $"it, the JSON of a BackboneDescription.");
    }
}
