using System.Numerics.Tensors;

namespace MusicGenre.MLNet.Cli.Streaming;

/// <summary>Gives each value of an embedding a mean of 0 and a variance of 1: (x − offset) · scale.</summary>
internal sealed class Standardization
{
    private readonly float[] _offset, _scale;

    /// <summary>Wraps what ML.NET's transformer found.</summary>
    public Standardization(float[] offset, float[] scale) => (_offset, _scale) = (offset, scale);

    /// <summary>Standardizes an embedding.</summary>
    public void Apply(ReadOnlySpan<float> embedding, Span<float> standardized)
    {
        TensorPrimitives.Subtract(embedding, _offset, standardized);
        TensorPrimitives.Multiply(standardized, _scale, standardized);
    }
}
