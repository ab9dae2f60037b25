using Google.Protobuf;
using Microsoft.ML;

namespace MusicGenre.MLNet.Pipeline;

/// <summary>
/// The mean over segments as an ONNX graph of one node: ReduceMean over [1 × segments × size] gives [1 × size]. It is ONNX because
/// ML.NET then knows the vector's size, and the names of its slots, which a custom mapping restored from a model file cannot tell it.
/// </summary>
internal static class MeanOverSegments
{
    // ONNX IR version 8 with operator sets 13 and, for the names, ai.onnx.ml 2.
    private const int IrVersion = 8;
    private const int OperatorSet = 13;
    private const int MlOperatorSet = 2;

    // Values of enumerations in onnx.proto: element types of tensors, types of attributes.
    private const int FloatElements = 1;
    private const int StringElements = 8;
    private const int IntAttribute = 2;
    private const int IntsAttribute = 7;
    private const int StringsAttribute = 8;

    /// <summary>Averages a column of segments' vectors, one after the other, into one vector.</summary>
    /// <param name="mlContext">The context.</param>
    /// <param name="output">The column that receives the mean.</param>
    /// <param name="input">The column of segments × size values.</param>
    /// <param name="size">The size of a vector.</param>
    /// <param name="slotNames">Names of the mean's slots; none if empty.</param>
    public static IEstimator<ITransformer> Estimator(MLContext mlContext, string output, string input, int size, IReadOnlyList<string> slotNames)
        => new OnnxEstimator(mlContext, output, input, Model(output, input, size, slotNames));

    private static byte[] Model(string output, string input, int size, IReadOnlyList<string> slotNames) => OnnxMessage.Make(model =>
    {
        model.Field(1, IrVersion);
        model.Field(2, "MusicGenre.MLNet");
        model.Field(7, graph =>
        {
            graph.Field(1, node => ReduceMean(node, input, output));
            if (slotNames.Count > 0)
            {
                graph.Field(1, node => SlotNames(node, output, slotNames));
                graph.Field(5, tensor => Names(tensor, slotNames));
            }
            graph.Field(2, "mean_over_segments");
            graph.Field(11, value => Tensor(value, input, 1, null, size));
            graph.Field(12, value => Tensor(value, output, 1, size));
        });
        model.Field(8, set => set.Field(2, OperatorSet));
        model.Field(8, set =>
        {
            set.Field(1, "ai.onnx.ml");
            set.Field(2, MlOperatorSet);
        });
    });

    private static void ReduceMean(CodedOutputStream node, string input, string output)
    {
        node.Field(1, input);
        node.Field(2, output);
        node.Field(4, "ReduceMean");
        node.Field(5, axes =>
        {
            axes.Field(1, "axes");
            axes.Field(8, 1);
            axes.Field(20, IntsAttribute);
        });
        node.Field(5, keepDimensions =>
        {
            keepDimensions.Field(1, "keepdims");
            keepDimensions.Field(3, 0);
            keepDimensions.Field(20, IntAttribute);
        });
    }

    // Where ML.NET looks for the names of an output's slots: a node of this name whose attribute keys_strings holds them.
    private static void SlotNames(CodedOutputStream node, string output, IReadOnlyList<string> names)
    {
        node.Field(1, "slot_names");
        node.Field(2, "slot_numbers");
        node.Field(3, $"mlnet.{output}.SlotNames");
        node.Field(4, "LabelEncoder");
        node.Field(7, "ai.onnx.ml");
        node.Field(5, keys =>
        {
            keys.Field(1, "keys_strings");
            foreach (string name in names)
                keys.Field(9, name);
            keys.Field(20, StringsAttribute);
        });
        node.Field(5, values =>
        {
            values.Field(1, "values_int64s");
            for (int i = 0; i < names.Count; i++)
                values.Field(8, i);
            values.Field(20, IntsAttribute);
        });
    }

    private static void Names(CodedOutputStream tensor, IReadOnlyList<string> names)
    {
        tensor.Field(1, names.Count);
        tensor.Field(2, StringElements);
        foreach (string name in names)
            tensor.Field(6, name);
        tensor.Field(8, "slot_names");
    }

    // A dimension that is null is free.
    private static void Tensor(CodedOutputStream value, string name, params int?[] dimensions)
    {
        value.Field(1, name);
        value.Field(2, type => type.Field(1, tensor =>
        {
            tensor.Field(1, FloatElements);
            tensor.Field(2, shape =>
            {
                foreach (int? dimension in dimensions)
                    shape.Field(1, d =>
                    {
                        if (dimension is { } length)
                            d.Field(1, length);
                        else
                            d.Field(2, "segments");
                    });
            });
        }));
    }
}
