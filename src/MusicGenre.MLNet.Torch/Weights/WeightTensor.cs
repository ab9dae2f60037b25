namespace MusicGenre.MLNet.Torch.Weights;

/// <summary>A named array of weights as a file holds it, brought to 32-bit floats.</summary>
internal sealed class WeightTensor
{
    private readonly float[] _values;
    private readonly long[] _shape;

    internal WeightTensor(string name, long[] shape, float[] values)
    {
        Name = name;
        _shape = shape;
        _values = values;
    }

    /// <summary>Name in the file.</summary>
    public string Name { get; }

    /// <summary>Length of each dimension; empty for a single value.</summary>
    public IReadOnlyList<long> Shape => _shape;

    /// <summary>The values in row-major order.</summary>
    public ReadOnlyMemory<float> Values => _values;

    internal float[] Array => _values;

    internal static string Format(IEnumerable<long> shape) => $"[{string.Join(" × ", shape)}]";

    /// <inheritdoc/>
    public override string ToString() => $"{Name} {Format(_shape)}";
}
