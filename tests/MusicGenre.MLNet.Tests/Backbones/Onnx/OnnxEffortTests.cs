using System.Runtime.InteropServices;
using Google.Protobuf;
using MusicGenre.MLNet.Backbones;

namespace MusicGenre.MLNet.Tests.Backbones.Onnx;

/// <summary>A file of some hundred bytes must not take gigabytes, nor run for ever: it is refused before ONNX Runtime sees it.</summary>
public sealed class OnnxEffortTests
{
    private static readonly long[] Large = [500_000_000];

    public static IEnumerable<TestCaseData> Greedy
    {
        get
        {
            yield return Case("a constant of 500 million", graph => Add(graph, "ConstantOfShape", ["size"], Number("size", Large)));
            yield return Case("a range", graph => Add(
                graph, "Range", ["a", "b", "c"], Scalar("a", 0), Scalar("b", 500_000_000), Scalar("c", 1)));
            yield return Case("an expansion", graph => Add(graph, "Expand", ["mel", "size"], Number("size", 4_096, 1, 128, 1)));
            yield return Case("tiles", graph => Add(graph, "Tile", ["mel", "size"], Number("size", 1, 1, 100_000, 1)));
            yield return Case("padding", graph => Add(graph, "Pad", ["mel", "size"], Number("size", 0, 0, 0, 0, 0, 0, 0, 2_000_000)));
            yield return Case("padding of a convolution's own", graph => Convolution(graph, "pads", 0, 100_000_000, 0, 0));
            yield return Case("a larger picture", graph => Add(graph, "Resize", ["mel", "", "", "size"], Number("size", 1, 1, 60_000, 60_000)));
            yield return Case("a larger picture, by a factor known only when it runs", graph => Add(
                graph, "Resize", ["mel", "", "mel"]));
            yield return Case("a size known only when it runs", graph => Add(graph, "ConstantOfShape", ["mel"]));
            yield return Case("concatenation of what was concatenated", Doubling);
            yield return Case("many at once", ManyAtOnce);
            yield return Case("rows by columns", graph =>
            {
                Add(graph, "Reshape", ["mel", "column"], "column of it", Number("column", -1, 1));
                Add(graph, "Transpose", ["column of it"], "row of it");
                Add(graph, "MatMul", ["column of it", "row of it"]);
            });
            yield return Case("rows against columns", graph =>
            {
                Add(graph, "Reshape", ["mel", "column"], "column of it", Number("column", -1, 1));
                Add(graph, "Transpose", ["column of it"], "row of it");
                Add(graph, "Add", ["column of it", "row of it"]);
            });
            yield return Case("repeated places", graph => Add(graph, "Gather", ["mel", "places"], "picked", Zeros("places", 100_000)));
            yield return Case("a loop", graph => Add(graph, "Loop", ["", ""]));
            yield return Case("a scan", graph => Add(graph, "Scan", ["mel"]));
            yield return Case("one hot", graph => Add(graph, "OneHot", ["mel", "a", "b"], Scalar("a", 500_000_000), Number("b", 0, 1)));
            yield return Case("random numbers", graph => Add(graph, "RandomNormal", []));
            yield return Case("a branch by the music", graph => Add(graph, "If", ["mel"]));
            yield return Case("branches of which one is heavy", graph =>
            {
                graph.Field(5, Tensor("yes", 9, [1]));
                Branch(graph, graph => Add(graph, "Relu", ["mel"], "light"), graph => Add(
                    graph, "Expand", ["mel", "size"], "heavy", Number("size", 4_096, 1, 128, 1)));
            });
            yield return Case("an input of a sum that is left out", graph => Add(graph, "Sum", ["mel", "", "mel"]));
            yield return Case("a bias of a normalization that is left out", graph => Add(graph, "LayerNormalization", ["mel", "weight", ""]));
            yield return Case("the only input that is left out", graph => Add(graph, "Relu", [""]));
            yield return Case("fewer tiles than none", graph => Add(graph, "Tile", ["mel", "size"], Number("size", 1, 1, 1, -3)));
            yield return Case("more taken away than there is", graph => Add(
                graph, "Pad", ["mel", "size"], Number("size", 0, 0, -4_096, 0, 0, 0, 0, 0)));
            yield return Case("a shape of other values", graph => Add(graph, "Reshape", ["weight", "size"], Number("size", 1, 1L << 62)));
            yield return Case("two sizes that follow from others", graph => Add(
                graph, "Reshape", ["weight", "size"], Number("size", -1, -1)));
            yield return Case("operators that wait for each other", graph =>
            {
                Add(graph, "Relu", ["second"], "first");
                Add(graph, "Relu", ["first"], "second");
            });
            yield return Case("weights that are not there", graph => graph.Field(5, tensor =>
            {
                tensor.Field(1, 1_000_000_000);
                tensor.Field(2, 1);
                tensor.Field(8, "hidden");
            }));
            yield return Case("sparse weights", graph => graph.Field(15, sparse => sparse.Field(3, 1_000_000_000)));
            yield return new TestCaseData((Func<byte[]>)(() => TinyOnnx.Make(moreInModel: model => model.Field(25, function
                => function.Field(1, "own"))))).SetArgDisplayNames("functions of its own");
            yield return Case("another vendor's operator", graph => graph.Field(1, node =>
            {
                node.Field(1, "mel");
                node.Field(2, "out");
                node.Field(4, "FusedMatMul");
                node.Field(7, "com.microsoft");
            }));
        }
    }

    [TestCaseSource(nameof(Greedy))]
    public void What_is_out_of_proportion_is_refused_before_it_is_opened(Func<byte[]> make)
        => Assert.That(
            () => BackboneCatalog.Open(TinyOnnx.Description, make()),
            Throws.TypeOf<BackboneException>().With.Message.StartsWith("Refused to open the network of backbone 'tiny'"));

    [Test]
    public void A_proportionate_network_is_opened()
    {
        byte[] network = TinyOnnx.Make(graph =>
        {
            Add(graph, "Tile", ["mel", "size"], "twice", Number("size", 1, 1, 1, 2));
            Add(graph, "Relu", ["twice"]);
        });
        using Backbone backbone = BackboneCatalog.Open(TinyOnnx.Description, network);
        Assert.That(backbone.EmbedWindow(new float[22_050]), Has.Length.EqualTo(TinyOnnx.Size));
    }

    [Test]
    public void A_description_that_asks_for_days_of_work_is_refused()
    {
        BackboneDescription good = TinyOnnx.Description;
        BackboneDescription[] bad =
        [
            good with { Mel = good.Mel with { HopLength = 1 } },
            good with { HopSamples = 1 },
            good with { WindowSamples = int.MaxValue, HopSamples = int.MaxValue },
            good with { EmbeddingSize = int.MaxValue },
            good with { MinimumFrames = int.MaxValue, AcceptsShorterWindows = true },
            good with { PictureSize = int.MaxValue },
            good with { Mel = good.Mel with { Window = (MLNet.Spectrograms.WindowFunction)int.MinValue } },
            good with { WindowSamples = 1 << 25, HopSamples = 1 << 25 },
            good with { Mel = good.Mel with { FftSize = 65_534 } },
            good with { Mel = good.Mel with { FftSize = 1 << 16, MelBands = 1 << 12 } },
            good with { Mel = null! },
            good with { InputName = null! },
            good with { EmbeddingOutput = null! },
            good with { Name = null! },
            good with { PixelScale = float.NaN },
        ];
        foreach (BackboneDescription description in bad)
            Assert.That(() => BackboneCatalog.Open(description, TinyOnnx.Make()), Throws.TypeOf<BackboneException>());
    }

    private static TestCaseData Case(string name, Action<CodedOutputStream> more)
        => new TestCaseData((Func<byte[]>)(() => TinyOnnx.Make(more))).SetArgDisplayNames(name);

    private static void Branch(CodedOutputStream graph, Action<CodedOutputStream> then, Action<CodedOutputStream> otherwise)
        => graph.Field(1, node =>
        {
            node.Field(1, "yes");
            node.Field(2, "branched");
            node.Field(4, "If");
            foreach ((string name, Action<CodedOutputStream> branch, string output) in
                new[] { ("then_branch", then, "light"), ("else_branch", otherwise, "heavy") })
                node.Field(5, attribute =>
                {
                    attribute.Field(1, name);
                    attribute.Field(6, inner =>
                    {
                        branch(inner);
                        inner.Field(12, value => value.Field(1, output));
                    });
                    attribute.Field(20, 5);
                });
        });

    private static void Doubling(CodedOutputStream graph)
    {
        string last = "mel";
        for (int i = 0; i < 40; i++)
        {
            Add(graph, "Concat", [last, last], $"twice {i}", []);
            last = $"twice {i}";
        }
    }

    // Each is allowed, and all are kept until the end.
    private static void ManyAtOnce(CodedOutputStream graph)
    {
        string[] all = [.. Enumerable.Range(0, 100).Select(i => $"copy {i}")];
        foreach (string copy in all)
            Add(graph, "Tile", ["mel", $"size of {copy}"], copy, Number($"size of {copy}", 1, 1, 1, 100));
        Add(graph, "Sum", all);
    }

    private static void Convolution(CodedOutputStream graph, string attribute, params long[] values)
    {
        graph.Field(5, Tensor("kernel", 1, new byte[sizeof(float)], 1, 1, 1, 1));
        graph.Field(1, node =>
        {
            node.Field(1, "mel");
            node.Field(1, "kernel");
            node.Field(2, "convolved");
            node.Field(4, "Conv");
            node.Field(5, content =>
            {
                content.Field(1, attribute);
                foreach (long value in values)
                    content.Field(8, value);
                content.Field(20, 7);
            });
        });
    }

    private static void Add(CodedOutputStream graph, string type, string[] inputs, params Action<CodedOutputStream>[] tensors)
        => Add(graph, type, inputs, $"output of {type}", tensors);

    private static void Add(
        CodedOutputStream graph, string type, string[] inputs, string output, params Action<CodedOutputStream>[] tensors)
    {
        foreach (Action<CodedOutputStream> tensor in tensors)
            graph.Field(5, tensor);
        graph.Field(1, node =>
        {
            foreach (string input in inputs)
                node.Field(1, input);
            node.Field(2, output);
            node.Field(4, type);
        });
    }

    private static Action<CodedOutputStream> Number(string name, params long[] values)
        => Tensor(name, 7, MemoryMarshal.AsBytes(values.AsSpan()).ToArray(), values.Length);

    private static Action<CodedOutputStream> Scalar(string name, long value) => Tensor(name, 7, BitConverter.GetBytes(value));

    private static Action<CodedOutputStream> Zeros(string name, int count) => Tensor(name, 7, new byte[count * sizeof(long)], count);

    private static Action<CodedOutputStream> Tensor(string name, int type, byte[] raw, params long[] shape) => tensor =>
    {
        foreach (long size in shape)
            tensor.Field(1, size);
        tensor.Field(2, type);
        tensor.Field(8, name);
        tensor.Bytes(9, raw);
    };
}
