using MusicGenre.MLNet.Backbones;

namespace MusicGenre.MLNet.Heads;

/// <summary>
/// Gives several backbones side by side the same weight in a head, however many values each has: standardized values of a part are
/// multiplied with √(all values / (parts · values of the part)), so that the squares of each part add up to the same.
/// </summary>
internal static class EqualWeights
{
    /// <summary>Computes what each value is multiplied with.</summary>
    /// <param name="parts">The backbones.</param>
    /// <returns>One number a value; <see langword="null"/> for one backbone.</returns>
    public static IReadOnlyList<float>? Of(IReadOnlyList<Backbone> parts)
    {
        double each = parts.Sum(part => part.EmbeddingSize) / (double)parts.Count;
        return parts.Count == 1
            ? null
            : [.. parts.SelectMany(part => Enumerable.Repeat((float)Math.Sqrt(each / part.EmbeddingSize), part.EmbeddingSize))];
    }
}
