using System.Runtime.InteropServices;

namespace MusicGenre.MLNet.Backbones.References;

/// <summary>
/// What a backbone must give for a fixed synthetic input, so that opening it can tell damaged weights and wrong arithmetic. It travels with
/// the description, or in the metadata of an exported ONNX file.
/// </summary>
public sealed record BackboneReference
{
    /// <summary>
    /// Gets the SHA-256 of the weights' file, in lower-case hexadecimal; of an exported file, of everything before the reference itself.
    /// The default value is
    /// <see langword="null"/>: the backbone has no weights.
    /// </summary>
    public string? Sha256 { get; init; }

    /// <summary>Gets the embedding: little-endian 32-bit floats in Base64. Text, so that descriptions compare by value.</summary>
    public required string Embedding { get; init; }

    /// <summary>Makes the reference of an embedding.</summary>
    /// <param name="embedding">The embedding of the synthetic input.</param>
    /// <param name="sha256">The SHA-256 of the weights' file, in lower-case hexadecimal, or <see langword="null"/>.</param>
    internal static BackboneReference Of(ReadOnlySpan<float> embedding, string? sha256)
    {
        byte[] bytes = MemoryMarshal.AsBytes(embedding).ToArray();
        SwapOnBigEndian(bytes);
        return new BackboneReference { Sha256 = sha256, Embedding = Convert.ToBase64String(bytes) };
    }

    /// <summary>Gets the embedding's values.</summary>
    /// <exception cref="BackboneException">They are no floats in Base64.</exception>
    internal float[] ReadEmbedding()
    {
        try
        {
            byte[] bytes = Convert.FromBase64String(Embedding);
            SwapOnBigEndian(bytes);
            return MemoryMarshal.Cast<byte, float>(bytes).ToArray();
        }
        catch (FormatException e)
        {
            throw new BackboneException(
                "The reference of the backbone is damaged: its embedding is not Base64. Take the description from where it came again.", e);
        }
    }

    private static void SwapOnBigEndian(byte[] bytes)
    {
        if (BitConverter.IsLittleEndian)
            return;
        for (int at = 0; at + sizeof(float) <= bytes.Length; at += sizeof(float))
            bytes.AsSpan(at, sizeof(float)).Reverse();
    }
}
