using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.ML;
using MusicGenre.MLNet.Backbones;
using MusicGenre.MLNet.Training;

namespace MusicGenre.MLNet.Prediction;

/// <summary>
/// The model file: the zip that ML.NET writes, with one entry more, <c>MusicGenre/manifest.json</c>. ML.NET passes it over, so
/// <c>mlContext.Model.Load</c> opens the file as any other.
/// </summary>
internal static class ModelFile
{
    private const string ManifestEntry = "MusicGenre/manifest.json";

    private static readonly JsonSerializerOptions Json = new() { WriteIndented = true, Converters = { new JsonStringEnumConverter() } };

    /// <summary>Writes a model to a stream.</summary>
    public static void Write(GenreModel model, Stream destination)
    {
        MLContext mlContext = new MLContext().RegisterMusicGenre();
        (ITransformer chain, DataViewSchema schema) = ModelPipeline.Compose(mlContext, model);
        using var memory = new MemoryStream();
        mlContext.Model.Save(chain, schema, memory);
        using (var zip = new ZipArchive(memory, ZipArchiveMode.Update, leaveOpen: true))
        {
            ModelManifest manifest = model.Manifest with { Contents = HashEntries(zip) };
            using Stream entry = zip.CreateEntry(ManifestEntry).Open();
            JsonSerializer.Serialize(entry, manifest, Json);
        }
        memory.Position = 0;
        memory.CopyTo(destination);
    }

    /// <summary>Reads a model.</summary>
    /// <param name="source">A seekable stream of the whole file.</param>
    /// <param name="where">The file's path, for messages.</param>
    /// <exception cref="ModelFileException">The file is damaged, foreign or from a newer version.</exception>
    public static GenreModel Read(Stream source, string where)
    {
        ModelManifest manifest = ReadManifest(source, where);
        source.Position = 0;
        try
        {
            MLContext mlContext = new MLContext().RegisterMusicGenre();
            ITransformer chain = mlContext.Model.Load(source, out _);
            (Backbone backbone, _, LinearHead head) = ModelPipeline.Take(mlContext, chain)
                ?? throw new ModelFileException($"{where} holds an ML.NET model with no genre classifier in it. Save the model again with MusicGenreClassifier.Save.");
            ITransformer transformer = new Microsoft.ML.Data.TransformerChain<ITransformer>([.. LinearHead.Flatten(chain)]);
            return new GenreModel(backbone, new TrainedHead(transformer, head, manifest.L2Regularization), manifest);
        }
        catch (Exception e) when (e is FormatException or InvalidOperationException or BackboneException or InvalidDataException or IOException)
        {
            throw new ModelFileException($"{where} cannot be opened as an ML.NET model: {e.Message} The file is damaged or incomplete; save the model again.", e);
        }
    }

    private static ModelManifest ReadManifest(Stream source, string where)
    {
        try
        {
            using var zip = new ZipArchive(source, ZipArchiveMode.Read, leaveOpen: true);
            ZipArchiveEntry entry = zip.GetEntry(ManifestEntry) ?? throw new ModelFileException(
                $"{where} is a zip file, but not a model of MusicGenre.MLNet: it has no entry {ManifestEntry}. "
                + "Give a file written by MusicGenreClassifier.Save.");
            using Stream stream = entry.Open();
            using JsonDocument document = JsonDocument.Parse(stream);
            RequireFormat(document, where);
            ModelManifest manifest = document.Deserialize<ModelManifest>(Json) ?? throw new JsonException("the manifest is empty");
            RequireWhole(zip, manifest, where);
            return manifest;
        }
        catch (Exception e) when (e is InvalidDataException or JsonException or EndOfStreamException)
        {
            throw new ModelFileException(
                $"{where} is not a model of MusicGenre.MLNet, or it is damaged: {e.Message} Give a file written by MusicGenreClassifier.Save, or save the model again.", e);
        }
    }

    private static void RequireFormat(JsonDocument document, string where)
    {
        if (!document.RootElement.TryGetProperty(nameof(ModelManifest.Format), out JsonElement element) || !element.TryGetInt32(out int format))
            throw new JsonException("its manifest names no format.");
        string version = document.RootElement.TryGetProperty(nameof(ModelManifest.LibraryVersion), out JsonElement v) ? v.ToString() : "unknown";
        if (format > ModelManifest.CurrentFormat)
            throw new ModelFileException(
                $"{where} was written by a newer version of MusicGenre.MLNet ({version}, format {format}); this is version {Library.Version}, "
                + $"which reads formats up to {ModelManifest.CurrentFormat}. Update the package.");
    }

    private static void RequireWhole(ZipArchive zip, ModelManifest manifest, string where)
    {
        Dictionary<string, string> found = HashEntries(zip);
        foreach ((string name, string hash) in manifest.Contents)
            if (!found.TryGetValue(name, out string? actual) || actual != hash)
                throw new ModelFileException(
                    $"{where} is damaged: its entry {name} is {(actual is null ? "missing" : "not what was saved")}. Save the model again, or copy it again.");
    }

    private static Dictionary<string, string> HashEntries(ZipArchive zip)
    {
        var hashes = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (ZipArchiveEntry entry in zip.Entries.Where(e => e.FullName != ManifestEntry))
        {
            using Stream content = entry.Open();
            hashes[entry.FullName] = Convert.ToHexStringLower(SHA256.HashData(content));
        }
        return hashes;
    }
}
