using System.IO.Compression;
using System.Text.Json;
using Microsoft.ML;
using Microsoft.ML.Data;
using MusicGenre.MLNet.Backbones;
using MusicGenre.MLNet.Common;
using MusicGenre.MLNet.Evaluation.Trust;
using MusicGenre.MLNet.Heads;
using MusicGenre.MLNet.Pipeline;

namespace MusicGenre.MLNet.Models;

/// <summary>
/// Reads and writes model files: the zip that ML.NET writes, with additional entries in the folder <c>MusicGenre</c>. ML.NET ignores them,
/// so <c>mlContext.Model.Load</c> opens the file as any other. This library reads its own entries and does not restore ML.NET's pipeline,
/// which would take longer than everything else before the first prediction. A small backbone is stored there once more; a large one is
/// read from ML.NET's part.
/// </summary>
internal static class ModelFile
{
    private const string ManifestEntry = ModelEntries.Manifest;
    private const string HeadEntry = "MusicGenre/head.bin";
    private const string TrustEntry = "MusicGenre/trust.bin";
    private const string BackboneEntry = "MusicGenre/backbone.bin";

    // Twice in the file is quicker to open, but not worth it for the hundreds of MB of a VGG16.
    private const int LargestBackboneEntry = 16 << 20;

    /// <summary>Writes a model to a stream; one that was loaded is written as it was.</summary>
    /// <param name="model">The model.</param>
    /// <param name="destination">Receives the file.</param>
    /// <param name="largestBackboneEntry">Up to this many bytes the backbone is stored once more.</param>
    public static void Write(GenreModel model, Stream destination, int largestBackboneEntry = LargestBackboneEntry)
    {
        if (model.Transformer is not { } createHead)
        {
            destination.Write(model.File.Span);
            return;
        }
        MLContext mlContext = PipelineContext.Create();
        using var memory = new MemoryStream();
        SaveChain(mlContext, model, createHead, memory);
        using (var zip = new ZipArchive(memory, ZipArchiveMode.Update, leaveOpen: true))
        {
            Add(zip, HeadEntry, model.Head.ToBytes());
            if (model.Trust is { } trust)
                Add(zip, TrustEntry, trust.ToBytes());
            byte[] backbone = BackbonePackage.Pack(model.Backbone, model.Manifest.Segments);
            if (backbone.Length <= largestBackboneEntry)
                Add(zip, BackboneEntry, backbone);
            ModelManifest manifest = model.Manifest with { Contents = ModelEntries.Hashes(zip) };
            using Stream last = zip.CreateEntry(ManifestEntry).Open();
            JsonSerializer.Serialize(last, manifest, ModelJson.Manifest);
        }
        memory.Position = 0;
        memory.CopyTo(destination);
    }

    // ML.NET writes each ONNX graph of a chain to a temporary file and leaves it there, so it is given a folder that is deleted.
    private static void SaveChain(MLContext mlContext, GenreModel model, Func<MLContext, ITransformer> createHead, Stream destination)
    {
        using WorkFolder temporary = WorkFolder.Create();
        mlContext.TempFilePath = temporary.Path;
        temporary.Use(() =>
        {
            IDataView empty = mlContext.Data.LoadFromEnumerable(Array.Empty<GenreModelInput>());
            using TransformerChain<ITransformer> chain = Compose(mlContext, empty, model, createHead(mlContext));
            mlContext.Model.Save(chain, empty.Schema, destination);
            return true;
        });
    }

    // From AudioPath (text) to Embedding, Score (slot names: genres) and PredictedLabel (text).
    private static TransformerChain<ITransformer> Compose(MLContext mlContext, IDataView empty, GenreModel model, ITransformer head)
    {
        ITransformer embed = new SpectrogramEmbeddingEstimator(
            mlContext, "Embedding", nameof(GenreModelInput.AudioPath), model.Backbone, model.Manifest.Segments, cache: null).Fit(empty);
        IDataView scored = head.Transform(embed.Transform(empty));
        return scored.Schema[nameof(GenreModelOutput.PredictedLabel)].Type is KeyDataViewType
            ? new(embed, head, mlContext.Transforms.Conversion.MapKeyToValue(nameof(GenreModelOutput.PredictedLabel)).Fit(scored))
            : new(embed, head);
    }

    /// <summary>Reads a model.</summary>
    /// <param name="file">The whole file; not copied.</param>
    /// <param name="where">The file's path, for messages.</param>
    /// <param name="cancellationToken">Stops between two entries, and before the network is opened.</param>
    /// <exception cref="ModelFileException">The file is damaged, foreign or from a newer version.</exception>
    public static GenreModel Read(byte[] file, string where, CancellationToken cancellationToken = default)
    {
        try
        {
            using var zip = new ZipArchive(new MemoryStream(file, writable: false), ZipArchiveMode.Read);
            OrderedDictionary<string, byte[]> entries = ModelEntries.Unpack(zip, file.Length, cancellationToken);
            ModelManifest manifest = ReadManifest(entries, where);
            RequireWhole(entries, manifest, where);
            LinearHead head = LinearHead.FromBytes(entries.GetValueOrDefault(HeadEntry) ?? throw NoClassifier());
            byte[] package = entries.GetValueOrDefault(BackboneEntry) ?? SavedConstant.Read(
                entries.FirstOrDefault(e => e.Key.EndsWith(SavedConstant.FileName, StringComparison.Ordinal)).Value
                ?? throw NoClassifier());
            cancellationToken.ThrowIfCancellationRequested();
            // Older files have none.
            ClassifierTrust? trust = entries.GetValueOrDefault(TrustEntry) is { } known ? ClassifierTrust.FromBytes(known) : null;
            return Whole(BackbonePackage.Unpack(package).Backbone, head, manifest, file) with { Trust = trust };
        }
        catch (Exception e) when (e is not (
            ModelFileException or OperationCanceledException or OutOfMemoryException or DllNotFoundException or TypeInitializationException))
        {
            throw new ModelFileException(
                $"{where} is not a model of MusicGenre.MLNet, or it is damaged: {e.Message} "
                + "Give a file written by MusicGenreClassifier.Save, or save the model again.", e);
        }

        ModelFileException NoClassifier()
            => new($"{where} holds an ML.NET model with no genre classifier in it. Save the model again with MusicGenreClassifier.Save.");
    }

    private static GenreModel Whole(Backbone backbone, LinearHead head, ModelManifest manifest, byte[] file)
    {
        try
        {
            ManifestCheck.RequireFits(manifest, backbone, head);
        }
        catch
        {
            backbone.Dispose(); // nobody gets it
            throw;
        }
        return new GenreModel(backbone, head, manifest) { File = file };
    }

    private static void Add(ZipArchive zip, string name, byte[] content)
    {
        // Weights do not get smaller.
        using Stream entry = zip.CreateEntry(name, CompressionLevel.NoCompression).Open();
        entry.Write(content);
    }

    private static ModelManifest ReadManifest(OrderedDictionary<string, byte[]> entries, string where)
    {
        byte[] json = entries.GetValueOrDefault(ManifestEntry) ?? throw new ModelFileException(
            $"{where} is a zip file, but not a model of MusicGenre.MLNet: it has no entry {ManifestEntry}. "
            + "Give a file written by MusicGenreClassifier.Save.");
        using JsonDocument document = JsonDocument.Parse(json);
        RequireFormat(document, where);
        ModelManifest manifest = document.Deserialize(ModelJson.Manifest) ?? throw new JsonException("the manifest is empty");
        ManifestCheck.RequireWhole(manifest);
        return manifest;
    }

    private static void RequireFormat(JsonDocument document, string where)
    {
        if (document.RootElement.ValueKind != JsonValueKind.Object
            || !document.RootElement.TryGetProperty(nameof(ModelManifest.Format), out JsonElement element)
            || element.ValueKind != JsonValueKind.Number || !element.TryGetInt32(out int format))
            throw new JsonException("its manifest names no format.");
        document.RootElement.TryGetProperty(nameof(ModelManifest.LibraryVersion), out JsonElement version);
        if (format > ModelManifest.CurrentFormat)
            throw new ModelFileException(
                $"{where} was written by a newer version of MusicGenre.MLNet ({version}, format {format}); this is version "
                + $"{Library.Version}, which reads formats up to {ModelManifest.CurrentFormat}. Update the package.");
    }

    private static void RequireWhole(OrderedDictionary<string, byte[]> entries, ModelManifest manifest, string where)
    {
        foreach ((string name, string hash) in manifest.Contents)
        {
            byte[]? content = entries.GetValueOrDefault(name);
            if (content is null || ModelEntries.Hash(content) != hash)
                throw new ModelFileException(
                    $"{where} is damaged: its entry {name} is {(content is null ? "missing" : "not what was saved")}. "
                    + "Save the model again, or copy it again.");
        }
    }
}
