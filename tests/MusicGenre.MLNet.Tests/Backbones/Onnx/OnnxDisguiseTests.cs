using System.Runtime.InteropServices;
using Google.Protobuf;
using MusicGenre.MLNet.Backbones;

namespace MusicGenre.MLNet.Tests.Backbones.Onnx;

/// <summary>
/// A size may be written so that one reader sees a small number and another a large one. The estimate must see what ONNX Runtime sees, or
/// refuse the file.
/// </summary>
public sealed class OnnxDisguiseTests
{
    private const int Int64 = 7, TensorType = 4, IntType = 2, IntsType = 7;
    private const long Large = 500_000_000;

    public static IEnumerable<TestCaseData> Disguised
    {
        get
        {
            yield return Case("a size in numbers that are not packed", graph => Sized(graph, tensor => tensor.Field(7, Large)));
            yield return Case("a size that stands in two fields", graph => Sized(graph, tensor =>
            {
                tensor.Bytes(9, BitConverter.GetBytes(Large));
                tensor.Field(7, 1);
            }));
            yield return Case("a negative size that is turned", graph =>
            {
                Add(graph, "Neg", ["size"], "turned", Numbers("size", -Large));
                Add(graph, "ConstantOfShape", ["turned"], "large");
            });
            yield return Case("a negative size that is taken for a positive one", graph =>
            {
                Add(graph, "Cast", ["size"], "unsigned", "to", 12, Numbers("size", -1));
                Add(graph, "Cast", ["unsigned"], "whole", "to", 7);
                Add(graph, "ConstantOfShape", ["whole"], "large");
            });
            yield return Case("an attribute that stands twice", graph =>
            {
                Constant(graph, "size", attribute =>
                {
                    attribute.Field(1, "value_int");
                    attribute.Field(3, 1);
                    attribute.Field(3, Large);
                    attribute.Field(20, IntType);
                });
                Add(graph, "Range", ["a", "size", "b"], "large", Numbers("a"), Numbers("b"));
            });
            yield return Case("a tensor that stands twice", graph =>
            {
                Constant(graph, "size", attribute =>
                {
                    attribute.Field(1, "value");
                    attribute.Field(5, Tensor("", Int64, tensor => tensor.Field(7, Large), 1));
                    attribute.Field(5, _ => { });
                    attribute.Field(20, TensorType);
                });
                Add(graph, "ConstantOfShape", ["size"], "large");
            });
            yield return Case("a tensor of another attribute", graph =>
            {
                Add(graph, "Shape", ["size"], "one", Numbers("size", 1));
                graph.Field(1, node =>
                {
                    node.Field(2, "lie");
                    node.Field(4, "Constant");
                    node.Field(5, Attribute("value", Tensor("", Int64, tensor => tensor.Field(7, Large), 1)));
                    node.Field(5, Attribute("__value", Tensor("", Int64, tensor => tensor.Field(7, 1), 1)));
                });
                Add(graph, "ConstantOfShape", ["lie"], "large");
            });
            yield return Case("a shape that is declared larger than it is", graph =>
            {
                Add(graph, "Relu", ["mel"], "same");
                graph.Field(13, Declared("same", 1, 1, TinyOnnx.Size, 1_000_000));
            });
            yield return Case("an output that is declared larger than it is", graph =>
            {
                Add(graph, "Relu", ["mel"], "same");
                graph.Field(12, Declared("same", 1, 1, TinyOnnx.Size, 1_000_000));
            });
            yield return Case("a second input, declared large", graph => graph.Field(11, Declared("other", 1, 1, TinyOnnx.Size, 1_000_000)));
            yield return Case("an input of another rank", graph => graph.Field(11, Declared("other", 1, TinyOnnx.Size)));
            yield return Case("a larger picture along one axis", graph =>
            {
                Add(graph, "Resize", ["mel", "", "", "size"], "large", "axes", 3, Numbers("size", Large));
            });
            yield return Case("pads of other axes", graph => Add(
                graph, "Pad", ["mel", "pads", "", "axes"], "large",
                Numbers("pads", 300_000, 0, 0, 0, 0, 0, 0, 0), Numbers("axes", 2, 3, 0, 1)));
            yield return Case("a row of places that are found", graph =>
            {
                Add(graph, "NonZero", ["mel"], "places");
                Add(graph, "NonZero", ["places"], "more places");
                for (int i = 0; i < 6; i++)
                    Add(graph, "NonZero", [i == 0 ? "more places" : $"places {i - 1}"], $"places {i}");
            });
            yield return Case("two tensors of one name", graph => Add(graph, "Relu", ["mel"], "mean"));
            yield return Case("many constants", graph =>
            {
                Add(graph, "ConstantOfShape", ["size"], "constant 0", Numbers("size", 1 << 20));
                for (int i = 1; i < 60; i++)
                    Add(graph, "Abs", [$"constant {i - 1}"], $"constant {i}");
            });
            yield return Case("sums of a large constant, again and again", graph =>
            {
                Add(graph, "ConstantOfShape", ["size"], "constant", Numbers("size", 1 << 21));
                for (int i = 0; i < 1_000; i++)
                    Add(graph, "ReduceSum", ["constant"], $"sum {i}");
            });
            yield return Case("a stride that no number holds", graph => Add(
                graph, "MaxPool", ["mel"], "pooled", "strides", long.MaxValue));
            yield return Case("a convolution without a kernel", graph => Add(graph, "Conv", ["mel"], "convolved"));
        }
    }

    [TestCaseSource(nameof(Disguised))]
    public void A_size_in_disguise_is_refused_before_the_network_is_opened(Func<byte[]> make)
        => Assert.That(
            () => BackboneCatalog.Open(TinyOnnx.Description, make()),
            Throws.TypeOf<BackboneException>().With.Message.StartsWith("Refused to open the network of backbone 'tiny'"));

    [Test]
    public void Two_graphs_are_refused()
        => Assert.That(
            () => BackboneCatalog.Open(TinyOnnx.Description, TinyOnnx.Make(moreInModel: model => model.Field(7, _ => { }))),
            Throws.TypeOf<BackboneException>().With.Message.Contains("two graphs"));

    [Test]
    public void What_depends_on_the_length_of_the_segment_is_estimated_for_each_length()
    {
        // 1,292 frames less those of the segment: nothing for a whole one, many for a shorter one.
        byte[] network = TinyOnnx.Make(graph =>
        {
            Add(graph, "Shape", ["mel"], "shape");
            Add(graph, "Gather", ["shape", "last"], "frames", Numbers("last", 3));
            Add(graph, "Sub", ["whole", "frames"], "missing", Numbers("whole", 1_292));
            Add(graph, "Mul", ["missing", "thousands"], "many", Numbers("thousands", 1_000_000));
            Add(graph, "ConstantOfShape", ["many"], "large");
            graph.Field(12, value => value.Field(1, "large"));
        });
        using Backbone backbone = BackboneCatalog.Open(TinyOnnx.Description with { AcceptsShorterWindows = true }, network);
        Assert.Multiple(() =>
        {
            Assert.That(backbone.EmbedWindow(new float[TinyOnnx.Description.WindowSamples]), Has.Length.EqualTo(TinyOnnx.Size));
            Assert.That(
                () => backbone.EmbedWindow(new float[22_050]),
                Throws.TypeOf<BackboneException>().With.Message.Contains(nameof(InputLimits.MaxTensorElements)));
        });
    }

    private static TestCaseData Case(string name, Action<CodedOutputStream> more)
        => new TestCaseData((Func<byte[]>)(() => TinyOnnx.Make(more))).SetArgDisplayNames(name);

    private static void Sized(CodedOutputStream graph, Action<CodedOutputStream> values)
        => Add(graph, "ConstantOfShape", ["size"], "large", Tensor("size", Int64, values, 1));

    private static void Constant(CodedOutputStream graph, string output, Action<CodedOutputStream> attribute) => graph.Field(1, node =>
    {
        node.Field(2, output);
        node.Field(4, "Constant");
        node.Field(5, attribute);
    });

    private static Action<CodedOutputStream> Attribute(string name, Action<CodedOutputStream> tensor) => attribute =>
    {
        attribute.Field(1, name);
        attribute.Field(5, tensor);
        attribute.Field(20, TensorType);
    };

    private static void Add(CodedOutputStream graph, string type, string[] inputs, string output, params Action<CodedOutputStream>[] tensors)
        => Add(graph, type, inputs, output, null, 0, tensors);

    private static void Add(
        CodedOutputStream graph, string type, string[] inputs, string output, string? attribute, long value,
        params Action<CodedOutputStream>[] tensors)
    {
        foreach (Action<CodedOutputStream> tensor in tensors)
            graph.Field(5, tensor);
        graph.Field(1, node =>
        {
            foreach (string input in inputs)
                node.Field(1, input);
            node.Field(2, output);
            node.Field(4, type);
            if (attribute is not null)
                node.Field(5, content =>
                {
                    content.Field(1, attribute);
                    content.Field(attribute == "to" ? 3 : 8, value);
                    content.Field(20, attribute == "to" ? IntType : IntsType);
                });
        });
    }

    // One number is a scalar where none is given: 0.
    private static Action<CodedOutputStream> Numbers(string name, params long[] values)
        => Tensor(
            name, Int64, tensor => tensor.Bytes(9, values.Length == 0 ? new byte[8] : MemoryMarshal.AsBytes(values.AsSpan()).ToArray()),
            values.Length == 0 ? [] : [values.Length]);

    private static Action<CodedOutputStream> Tensor(string name, int type, Action<CodedOutputStream> values, params long[] shape) => tensor =>
    {
        foreach (long size in shape)
            tensor.Field(1, size);
        tensor.Field(2, type);
        tensor.Field(8, name);
        values(tensor);
    };

    private static Action<CodedOutputStream> Declared(string name, params long[] shape) => value =>
    {
        value.Field(1, name);
        value.Field(2, type => type.Field(1, tensor =>
        {
            tensor.Field(1, 1);
            tensor.Field(2, sizes =>
            {
                foreach (long size in shape)
                    sizes.Field(1, dimension => dimension.Field(1, size));
            });
        }));
    };
}
