using System.Numerics.Tensors;

namespace MusicGenre.MLNet.Evaluation.Duplicates;

/// <summary>The offset at which two fingerprints are most alike.</summary>
/// <param name="Correlation">Σab / √(Σa² Σb²) over the frames that overlap, −1…1.</param>
/// <param name="Offset">How much later the same sound comes in the first than in the second, in frames.</param>
/// <param name="Overlap">Frames that overlap.</param>
internal readonly record struct Alignment(double Correlation, int Offset, int Overlap)
{
    /// <summary>Tries every offset that leaves enough overlap.</summary>
    public static Alignment Best(Fingerprint a, Fingerprint b, double minOverlapSeconds)
    {
        int least = Math.Max(1, Math.Min((int)(minOverlapSeconds / a.SecondsPerFrame), Math.Min(a.Frames, b.Frames) / 2));
        var best = new Alignment(-1, 0, 0);
        for (int offset = least - b.Frames; offset <= a.Frames - least; offset++)
        {
            int fromA = Math.Max(0, offset), fromB = Math.Max(0, -offset);
            int overlap = Math.Min(a.Frames - fromA, b.Frames - fromB);
            double energy = (a.Energy[fromA + overlap] - a.Energy[fromA]) * (b.Energy[fromB + overlap] - b.Energy[fromB]);
            if (energy <= 0)
                continue;
            int length = overlap * Fingerprint.Bands;
            double product = TensorPrimitives.Dot<float>(
                a.Values.AsSpan(fromA * Fingerprint.Bands, length), b.Values.AsSpan(fromB * Fingerprint.Bands, length));
            double correlation = product / Math.Sqrt(energy);
            if (correlation > best.Correlation)
                best = new Alignment(correlation, offset, overlap);
        }
        return best;
    }
}
