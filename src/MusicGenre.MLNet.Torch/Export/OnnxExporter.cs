using System.Globalization;
using System.Text.Json;
using Google.Protobuf;
using MusicGenre.MLNet.Backbones.Onnx;
using MusicGenre.MLNet.Common;
using MusicGenre.MLNet.Torch.Networks;
using MusicGenre.MLNet.Torch.Networks.Layers;

namespace MusicGenre.MLNet.Torch.Export;

/// <summary>Writes a network as an ONNX file, which ONNX Runtime and ML.NET run without libtorch.</summary>
/// <remarks>
/// <para>
/// Opset <see cref="Opset"/>, IR version <see cref="IrVersion"/>, 32-bit floats throughout.
/// </para>
/// <list type="table">
/// <listheader><term>value</term><description>shape and meaning</description></listheader>
/// <item><term><c>spectrogram</c> (input)</term><description>[batch × 1 × mels × frames], scaled as the metadata say; batch, mels and
/// frames are free, both sizes not below the network's stride</description></item>
/// <item><term><c>embedding</c> (output)</term><description>[batch × <see cref="SpectrogramNetwork.EmbeddingSize"/>]</description></item>
/// <item><term><c>logits</c> (output)</term><description>[batch × <see cref="SpectrogramNetwork.Genres"/>], before the
/// softmax</description></item>
/// </list>
/// <para>
/// The file computes what the network does in evaluation mode: dropout is left out, batch normalisation is worked into the convolutions.
/// Metadata:
/// <c>musicgenre.architecture</c>, <c>musicgenre.genres</c> (a JSON list), <c>musicgenre.front_end</c>, <c>musicgenre.input_offset</c> and
/// <c>musicgenre.input_scale</c> (input = (value + offset) × scale), <c>musicgenre.stride</c>, the caller's own, and as the last one
/// <c>musicgenre.reference</c>: what the outputs are for a fixed synthetic picture (or sound), compared whenever the file is opened as a
/// backbone.
/// </para>
/// </remarks>
public static class OnnxExporter
{
    /// <summary>Version of ONNX's operators: 17, which ONNX Runtime reads since 1.12.</summary>
    public const int Opset = 17;

    /// <summary>Version of ONNX's file format: 8, that of the release that brought opset 17.</summary>
    public const int IrVersion = 8;

    /// <summary>Name of the input.</summary>
    public const string InputName = "spectrogram";

    /// <summary>Name of the output with the embedding.</summary>
    public const string EmbeddingName = "embedding";

    /// <summary>Name of the output with the logits.</summary>
    public const string LogitsName = "logits";

    private const string MetadataPrefix = "musicgenre.";

    /// <summary>Writes the network to a file, replacing one that is there only when all is written.</summary>
    /// <param name="network">The network, in either mode and on any device; it is not changed.</param>
    /// <param name="path">The file to write; its folder must exist.</param>
    /// <param name="options">Genre names and metadata; <see langword="null"/> for the defaults.</param>
    /// <exception cref="ArgumentException">The genre names are not as many as the network's, or a metadata key is the exporter's
    /// own.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Fixed mel bands below the network's stride.</exception>
    /// <exception cref="PlatformNotSupportedException">The file computes something else than the network: libtorch or ONNX Runtime is wrong
    /// here.</exception>
    public static void Export(SpectrogramNetwork network, string path, OnnxExportOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(path);
        AtomicFile.Write(path, stream => Export(network, stream, options));
    }

    /// <summary>Writes the network to a stream.</summary>
    /// <param name="network">The network, in either mode and on any device; it is not changed.</param>
    /// <param name="stream">Where to write; stays open.</param>
    /// <param name="options">Genre names and metadata; <see langword="null"/> for the defaults.</param>
    /// <exception cref="ArgumentException">The genre names are not as many as the network's, or a metadata key is the exporter's
    /// own.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Fixed mel bands below the network's stride.</exception>
    /// <exception cref="PlatformNotSupportedException">The file computes something else than the network: libtorch or ONNX Runtime is wrong
    /// here.</exception>
    public static void Export(SpectrogramNetwork network, Stream stream, OnnxExportOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(stream);
        options ??= new OnnxExportOptions();
        if (options.Mels is int mels)
            ArgumentOutOfRangeException.ThrowIfLessThan(mels, network.Stride, nameof(options));
        Dictionary<string, string> metadata = Metadata(network, options);

        var graph = new OnnxGraphBuilder();
        var writer = new OnnxLayerWriter(graph);
        graph.Graph.Input.Add(ValueInfoProto.Floats(InputName, "batch", 1, options.Mels is int height ? height : "mels", "frames"));
        string value = InputName;
        // Of the shapes only the height is used; the width stands for any.
        var shape = new FeatureShape(1, options.Mels ?? network.Stride, network.Stride);
        long multiplyAdds = 0;
        foreach ((string name, NetworkLayer layer) in network.Stages)
        {
            writer.Bands = options.Mels is null ? null : shape.Height;
            value = writer.Write(layer, name, value);
            shape = layer.Measure(shape, ref multiplyAdds);
        }

        graph.Node(EmbeddingName, "Identity", [value]);
        graph.Node(LogitsName, "Identity", [writer.Write(network.Head, "head", value)]);
        graph.Graph.Output.Add(ValueInfoProto.Floats(EmbeddingName, "batch", network.EmbeddingSize));
        graph.Graph.Output.Add(ValueInfoProto.Floats(LogitsName, "batch", network.Genres));
        graph.Graph.Name = network.Architecture.Name;
        var model = new ModelProto
        {
            IrVersion = IrVersion,
            ProducerName = "MusicGenre.MLNet.Torch",
            ProducerVersion = typeof(OnnxExporter).Assembly.GetName().Version?.ToString(3) ?? "",
            OpsetImport = { new OperatorSetIdProto { Version = Opset } },
            Graph = graph.Graph,
            MetadataProps = { metadata.Select(entry => new StringStringEntryProto { Key = entry.Key, Value = entry.Value }) },
        };
        // A file for another height than the front end's has no reference input, so nothing is checked or appended.
        int usual = network.Architecture.FrontEnd.MelBands;
        byte[] file = model.ToByteArray();
        stream.Write((options.Mels ?? usual) == usual && usual >= network.Stride ? ExportCheck.Complete(network, file) : file);
    }

    private static Dictionary<string, string> Metadata(SpectrogramNetwork network, OnnxExportOptions options)
    {
        // Of pictures −80…0 dB become −1…1; a front end's values are taken as they are.
        (string frontEnd, string offset, string scale) = network.Architecture.AcceptsPictures
            ? ("librosa", "40", "0.025") : ("efficientat", "0", "1");
        var metadata = new Dictionary<string, string>
        {
            [MetadataPrefix + "architecture"] = network.Architecture.Name,
            [MetadataPrefix + "front_end"] = frontEnd,
            [MetadataPrefix + "input_offset"] = offset,
            [MetadataPrefix + "input_scale"] = scale,
            [MetadataPrefix + "stride"] = network.Stride.ToString(CultureInfo.InvariantCulture),
        };
        if (options.Genres is not null)
        {
            if (options.Genres.Count != network.Genres)
                throw new ArgumentException(
                    $"The network has {network.Genres} genres, but {options.Genres.Count} names were given.", nameof(options));
            metadata[MetadataPrefix + "genres"] = JsonSerializer.Serialize(options.Genres);
        }

        foreach ((string key, string text) in options.Metadata)
        {
            if (key.StartsWith(MetadataPrefix, StringComparison.Ordinal))
                throw new ArgumentException(
                    $"The metadata key '{key}' begins with '{MetadataPrefix}', which is kept for the exporter's own.", nameof(options));
            metadata[key] = text;
        }

        return metadata;
    }
}
