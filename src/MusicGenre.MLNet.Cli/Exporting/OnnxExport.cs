using System.Text.Json;
using Google.Protobuf;
using MusicGenre.MLNet.Backbones;
using MusicGenre.MLNet.Heads;
using MusicGenre.MLNet.Models;
using static MusicGenre.MLNet.Cli.Exporting.OnnxGraph;

namespace MusicGenre.MLNet.Cli.Exporting;

/// <summary>
/// Puts a classifier into one ONNX file: the backbone, the mean over the segments of a track (the batch), the head. In go the spectrograms
/// that the backbone reads, out come the track's probabilities.
/// </summary>
internal static class OnnxExport
{
    /// <summary>The name of the output.</summary>
    public const string Probabilities = "probabilities";

    private const string Prefix = "musicgenre_";

    // From here on ReduceMean takes its axes as an input, and Softmax has one axis.
    private const long AxesAsInput = 18, SoftmaxOfOneAxis = 13;

    /// <summary>Makes the ONNX model.</summary>
    /// <param name="model">The classifier.</param>
    /// <exception cref="ToolException">The classifier has no network, or its parts do not fit together.</exception>
    public static byte[] Make(GenreModel model)
    {
        BackboneDescription backbone = model.Backbone.Description;
        if (model.Backbone.Parts.Count > 1)
            throw new ToolException(
                $"The backbone '{backbone.Name}' is several networks, each with an input of its own, and one ONNX file here has one input. "
                + "Train with one backbone to export the classifier.");
        if (model.Backbone.Weights.IsEmpty)
            throw new ToolException($"The backbone '{backbone.Name}' is no network, so there is none to export. Train with another backbone.");
        WireMessage whole = WireMessage.Parse(ByteString.CopyFrom(model.Backbone.Weights.Span));
        WireMessage graph = whole.Messages(ModelGraph).Single();
        long version = VersionOf(whole, "") ?? throw new ToolException("The backbone's ONNX file names no operators.");
        string mean = AddMean(graph, backbone, version);
        AddHead(graph, mean, model.Head, version);
        graph.Without(Outputs).Add(Outputs, OutputValue(Probabilities, model.Manifest.Genres.Count));
        whole.Without(ModelGraph).Without(ModelMetadata).Add(ModelGraph, graph).Add(ModelMetadata,
        [
            Entry("genres", JsonSerializer.Serialize(model.Manifest.Genres, ExportJson.Default.IReadOnlyListString)),
            Entry("backbone", JsonSerializer.Serialize(backbone with { Reference = null }, BackboneJson.Options)),
            Entry("producer", "musicgenre model export"),
        ]);
        return whole.ToBytes().ToByteArray();
    }

    private static string AddMean(WireMessage graph, BackboneDescription backbone, long version)
    {
        string flat = Prefix + "embeddings", shape = Prefix + "shape", mean = Prefix + "embedding";
        graph.Add(Initializers, Constant(shape, -1, backbone.EmbeddingSize));
        graph.Add(Nodes, Node("Reshape", [backbone.EmbeddingOutput, shape], flat));
        if (version < AxesAsInput)
        {
            graph.Add(Nodes, Node("ReduceMean", [flat], mean, Attribute("axes", [0L]), Attribute("keepdims", 1)));
            return mean;
        }
        string axes = Prefix + "axes";
        graph.Add(Initializers, Constant(axes, 0));
        graph.Add(Nodes, Node("ReduceMean", [flat, axes], mean, Attribute("keepdims", 1)));
        return mean;
    }

    private static void AddHead(WireMessage graph, string mean, LinearHead head, long version)
    {
        (float[] weights, float[] biases) = head.Unstandardized();
        string scores = Prefix + "scores", factors = Prefix + "weights", added = Prefix + "biases";
        graph.Add(Initializers, Constant(factors, weights, head.Genres, head.EmbeddingSize));
        graph.Add(Initializers, Constant(added, biases, head.Genres));
        graph.Add(Nodes, Node("Gemm", [mean, factors, added], scores, Attribute("transB", 1)));
        graph.Add(Nodes, Node("Softmax", [scores], Probabilities, Attribute("axis", version >= SoftmaxOfOneAxis ? -1 : 1)));
    }

    private static long? VersionOf(WireMessage model, string domain)
        => model.Messages(ModelOperatorSets)
            .Where(set => set.Texts(SetDomain).FirstOrDefault("") is var name && (name == domain || (domain == "" && name == "ai.onnx")))
            .Select(set => (long?)set.Numbers(SetVersion).First()).FirstOrDefault();
}
