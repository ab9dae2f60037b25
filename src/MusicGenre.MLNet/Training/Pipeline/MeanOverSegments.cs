using Google.Protobuf;
using Microsoft.ML;

namespace MusicGenre.MLNet.Training.Pipeline;

/// <summary>
/// The mean over a track's segments as an ONNX graph of one node: ReduceMean over [1 × segments × size] gives [1 × size]. It is ONNX
/// because ML.NET then knows the vector's size, which a custom mapping restored from a model file cannot tell it.
/// </summary>
internal static class MeanOverSegments
{
    // Field numbers of the messages of onnx.proto (ONNX IR version 8, operator set 13).
    private const int IrVersion = 8;
    private const int OperatorSet = 13;
    private const int Float = 1;
    private const int AttributeInt = 2;
    private const int AttributeInts = 7;

    public static IEstimator<ITransformer> Estimator(MLContext mlContext, int embeddingSize)
        => mlContext.Transforms.ApplyOnnxModel(
            [PipelineColumns.Embedding], [PipelineColumns.Segments], new MemoryStream(Graph(embeddingSize), writable: false));

    private static byte[] Graph(int size) => Message(model =>
    {
        Write(model, 1, IrVersion);
        Write(model, 2, "MusicGenre.MLNet");
        Write(model, 7, Message(graph =>
        {
            Write(graph, 1, Message(node =>
            {
                Write(node, 1, PipelineColumns.Segments);
                Write(node, 2, PipelineColumns.Embedding);
                Write(node, 4, "ReduceMean");
                Write(node, 5, Message(axes =>
                {
                    Write(axes, 1, "axes");
                    Write(axes, 8, 1);
                    Write(axes, 20, AttributeInts);
                }));
                Write(node, 5, Message(keepDimensions =>
                {
                    Write(keepDimensions, 1, "keepdims");
                    Write(keepDimensions, 3, 0);
                    Write(keepDimensions, 20, AttributeInt);
                }));
            }));
            Write(graph, 2, "mean_over_segments");
            Write(graph, 11, Tensor(PipelineColumns.Segments, 1, "segments", size));
            Write(graph, 12, Tensor(PipelineColumns.Embedding, 1, size));
        }));
        Write(model, 8, Message(operatorSet =>
        {
            Write(operatorSet, 1, "");
            Write(operatorSet, 2, OperatorSet);
        }));
    });

    private static byte[] Tensor(string name, params object[] dimensions) => Message(value =>
    {
        Write(value, 1, name);
        Write(value, 2, Message(type => Write(type, 1, Message(tensor =>
        {
            Write(tensor, 1, Float);
            Write(tensor, 2, Message(shape =>
            {
                foreach (object dimension in dimensions)
                    Write(shape, 1, Message(d =>
                    {
                        if (dimension is int length)
                            Write(d, 1, length);
                        else
                            Write(d, 2, (string)dimension);
                    }));
            }));
        }))));
    });

    private static byte[] Message(Action<CodedOutputStream> write)
    {
        using var bytes = new MemoryStream();
        using var output = new CodedOutputStream(bytes);
        write(output);
        output.Flush();
        return bytes.ToArray();
    }

    private static void Write(CodedOutputStream output, int field, long value)
    {
        output.WriteTag(field, WireFormat.WireType.Varint);
        output.WriteInt64(value);
    }

    private static void Write(CodedOutputStream output, int field, string value)
    {
        output.WriteTag(field, WireFormat.WireType.LengthDelimited);
        output.WriteString(value);
    }

    private static void Write(CodedOutputStream output, int field, byte[] message)
    {
        output.WriteTag(field, WireFormat.WireType.LengthDelimited);
        output.WriteBytes(ByteString.CopyFrom(message));
    }
}
