using System.Text;

namespace MusicGenre.MLNet.Backbones.Onnx;

/// <summary>What an ONNX file says about itself: read without opening a session, which would cost its whole memory and some time.</summary>
/// <remarks>Field numbers are those of onnx.proto (github.com/onnx/onnx).</remarks>
internal sealed class OnnxOutline
{
    // ModelProto, GraphProto, StringStringEntryProto.
    private const int ModelGraph = 7, ModelMetadata = 14;
    private const int GraphInitializer = 5, GraphOutput = 12;
    private const int EntryKey = 1, EntryValue = 2;

    // ValueInfoProto, TypeProto, TypeProto.Tensor, TensorShapeProto, its Dimension.
    private const int ValueName = 1, ValueType = 2, TensorType = 1, TensorShape = 2, ShapeDimension = 1, DimensionValue = 1;

    // TensorProto and its types that weights have: float, float16, double, bfloat16.
    private const int TensorDims = 1, TensorDataType = 2;
    private static readonly int[] FloatTypes = [1, 10, 11, 16];

    private readonly Dictionary<string, string> _metadata = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _outputs = new(StringComparer.Ordinal);

    private OnnxOutline()
    {
    }

    /// <summary>The entries of the file's metadata.</summary>
    public IReadOnlyDictionary<string, string> Metadata => _metadata;

    /// <summary>The length of each output's last dimension; 0 where it is free.</summary>
    public IReadOnlyDictionary<string, int> Outputs => _outputs;

    /// <summary>The number of floating-point values in the file's initialisers: its weights.</summary>
    public long WeightCount { get; private set; }

    /// <summary>Reads a file.</summary>
    /// <param name="model">The file's bytes.</param>
    /// <exception cref="InvalidDataException">The file is damaged or no ONNX file.</exception>
    public static OnnxOutline Read(ReadOnlySpan<byte> model)
    {
        var outline = new OnnxOutline();
        bool hasGraph = false;
        var reader = new ProtoReader(model);
        while (reader.Next())
        {
            if (reader is { Field: ModelMetadata, IsBytes: true })
                outline.AddEntry(reader.Bytes);
            if (reader is not { Field: ModelGraph, IsBytes: true })
                continue;
            hasGraph = true;
            outline.AddGraph(reader.Bytes);
        }
        return hasGraph ? outline : throw new InvalidDataException("it holds no graph.");
    }

    /// <summary>Reads one entry of a file's metadata (StringStringEntryProto).</summary>
    /// <exception cref="InvalidDataException">It is damaged.</exception>
    public static (string Key, string Value) ReadEntry(ReadOnlySpan<byte> entry)
    {
        string key = "", value = "";
        var reader = new ProtoReader(entry);
        while (reader.Next())
        {
            if (reader.Field == EntryKey)
                key = Encoding.UTF8.GetString(reader.Bytes);
            else if (reader.Field == EntryValue)
                value = Encoding.UTF8.GetString(reader.Bytes);
        }
        return (key, value);
    }

    private void AddEntry(ReadOnlySpan<byte> entry)
    {
        (string key, string value) = ReadEntry(entry);
        _metadata[key] = value;
    }

    private void AddGraph(ReadOnlySpan<byte> graph)
    {
        var reader = new ProtoReader(graph);
        while (reader.Next())
        {
            if (reader is { Field: GraphInitializer, IsBytes: true })
                WeightCount += CountWeights(reader.Bytes);
            else if (reader is { Field: GraphOutput, IsBytes: true })
                AddOutput(reader.Bytes);
        }
    }

    private static long CountWeights(ReadOnlySpan<byte> tensor)
    {
        var dims = new List<long>();
        int type = 0;
        var reader = new ProtoReader(tensor);
        while (reader.Next())
        {
            if (reader.Field == TensorDims)
                reader.AddNumbers(dims);
            else if (reader.Field == TensorDataType)
                type = (int)reader.Number;
        }
        return FloatTypes.Contains(type) ? dims.Aggregate(1L, (product, size) => product * size) : 0;
    }

    private void AddOutput(ReadOnlySpan<byte> value)
    {
        string name = "";
        int size = 0;
        var reader = new ProtoReader(value);
        while (reader.Next())
        {
            if (reader.Field == ValueName)
                name = Encoding.UTF8.GetString(reader.Bytes);
            else if (reader.Field == ValueType)
                size = LastDimension(Inner(Inner(reader.Bytes, TensorType), TensorShape));
        }
        _outputs[name] = size;
    }

    private static ReadOnlySpan<byte> Inner(ReadOnlySpan<byte> message, int field)
    {
        var reader = new ProtoReader(message);
        while (reader.Next())
            if (reader.Field == field && reader.IsBytes)
                return reader.Bytes;
        return default;
    }

    private static int LastDimension(ReadOnlySpan<byte> shape)
    {
        int last = 0;
        var reader = new ProtoReader(shape);
        while (reader.Next())
        {
            if (reader is not { Field: ShapeDimension, IsBytes: true })
                continue;
            var dimension = new ProtoReader(reader.Bytes);
            last = 0;
            while (dimension.Next())
                if (dimension.Field == DimensionValue && !dimension.IsBytes)
                    last = (int)dimension.Number;
        }
        return last;
    }
}
