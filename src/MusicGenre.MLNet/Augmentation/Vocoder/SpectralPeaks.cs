using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace MusicGenre.MLNet.Augmentation.Vocoder;

/// <summary>
/// Finds the peaks of a spectrum: bins above the two before them and not below the two behind them. Not for several threads at once.
/// </summary>
/// <param name="bins">Number of bins.</param>
internal sealed class SpectralPeaks(int bins)
{
    private const int Reach = 2;

    // Two bins that are below everything on either side, and room for the last vector.
    private readonly float[] _padded = Padded(bins);
    private readonly int[] _peaks = new int[bins];

    /// <summary>The bins' powers, to be filled before <see cref="Find"/>; none negative.</summary>
    public Span<float> Power => _padded.AsSpan(Reach, bins);

    /// <summary>The peaks of <see cref="Power"/>, ascending; valid until the next call.</summary>
    public ReadOnlySpan<int> Find()
    {
        ref float bin = ref MemoryMarshal.GetArrayDataReference(_padded);
        int count = 0;
        for (int k = 0; k < bins; k += Vector256<float>.Count)
        {
            nuint i = (nuint)k;
            Vector256<float> here = Vector256.LoadUnsafe(ref bin, i + Reach);
            Vector256<float> isPeak = Vector256.GreaterThan(
                here, Vector256.Max(Vector256.LoadUnsafe(ref bin, i), Vector256.LoadUnsafe(ref bin, i + 1)))
                & Vector256.GreaterThanOrEqual(
                    here, Vector256.Max(Vector256.LoadUnsafe(ref bin, i + 3), Vector256.LoadUnsafe(ref bin, i + 4)));
            for (uint lanes = isPeak.ExtractMostSignificantBits(); lanes != 0; lanes &= lanes - 1)
                if (k + BitOperations.TrailingZeroCount(lanes) is int peak && peak < bins)
                    _peaks[count++] = peak;
        }
        return _peaks.AsSpan(0, count);
    }

    private static float[] Padded(int bins)
    {
        var padded = new float[bins + 2 * Reach + Vector256<float>.Count];
        Array.Fill(padded, -1);
        return padded;
    }
}
