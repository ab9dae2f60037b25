using MusicGenre.MLNet.Backbones.Onnx;
using MusicGenre.MLNet.Torch.Weights.Onnx;

namespace MusicGenre.MLNet.Torch.Weights;

/// <summary>Reads the initialisers of an ONNX file: its constant tensors, which are its weights.</summary>
/// <remarks>
/// Floating-point initialisers (16, bfloat16, 32 and 64 bits), held as raw or typed data; those of other types (shapes, axes) are left out.
/// Field numbers are those of onnx.proto (github.com/onnx/onnx).
/// </remarks>
public static class OnnxWeights
{
    private const int ModelGraph = 7;
    private const int GraphInitializer = 5;

    /// <summary>Reads every floating-point initialiser of a file.</summary>
    /// <param name="path">An <c>.onnx</c> file of less than 2 GiB with its weights inside.</param>
    /// <returns>The tensors by name, in the file's order, all as 32-bit floats.</returns>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="WeightsFormatException">The file is damaged, no ONNX file, or keeps its weights in another file.</exception>
    public static IReadOnlyDictionary<string, WeightTensor> Read(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        if (new FileInfo(path) is { Exists: true } file && file.Length > Array.MaxLength)
            throw new WeightsFormatException($"{path} has {file.Length:N0} bytes; a single ONNX file has at most 2 GiB.");
        return Read(File.ReadAllBytes(path), path);
    }

    /// <inheritdoc cref="Read(string)"/>
    /// <param name="model">The file's content.</param>
    /// <param name="source">What to call the file in messages.</param>
    public static IReadOnlyDictionary<string, WeightTensor> Read(ReadOnlySpan<byte> model, string source)
    {
        ArgumentNullException.ThrowIfNull(source);
        try
        {
            var tensors = new OrderedDictionary<string, WeightTensor>();
            var reader = new ProtoReader(model);
            bool hasGraph = false;
            while (reader.Next())
            {
                if (reader is not { Field: ModelGraph, IsBytes: true })
                    continue;
                hasGraph = true;
                ReadGraph(reader.Bytes, tensors, source);
            }

            return hasGraph ? tensors : throw new InvalidDataException("it holds no graph.");
        }
        catch (InvalidDataException exception)
        {
            throw new WeightsFormatException($"{source} is no ONNX file, or a damaged one: {exception.Message}", exception);
        }
    }

    private static void ReadGraph(ReadOnlySpan<byte> graph, OrderedDictionary<string, WeightTensor> tensors, string source)
    {
        var reader = new ProtoReader(graph);
        while (reader.Next())
        {
            if (reader is { Field: GraphInitializer, IsBytes: true } && OnnxTensorReader.Read(reader.Bytes, source) is WeightTensor tensor
                && !tensors.TryAdd(tensor.Name, tensor))
            {
                throw new InvalidDataException($"there are two initialisers named '{tensor.Name}'.");
            }
        }
    }
}
