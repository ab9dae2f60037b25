using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace MusicGenre.MLNet.Audio;

/// <summary>
/// The loudest sample. Our own few lines, since a library's general routine takes longer to compile than a clip to look at.
/// </summary>
internal static class PeakLevel
{
    /// <summary>The largest absolute value; NaN if there is one, 0 for none at all.</summary>
    public static float Of(ReadOnlySpan<float> samples)
    {
        (float low, float high) = Range(samples);
        return samples.IsEmpty ? 0 : MathF.Max(-low, high);
    }

    /// <summary>The smallest and the largest value; NaN if there is one, and infinite for none at all.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static (float Low, float High) Range(ReadOnlySpan<float> samples)
    {
        ref float first = ref MemoryMarshal.GetReference(samples);
        Vector256<float> lows = Vector256.Create(float.PositiveInfinity), highs = Vector256.Create(float.NegativeInfinity);
        int i = 0;
        for (; i <= samples.Length - Vector256<float>.Count; i += Vector256<float>.Count)
        {
            Vector256<float> values = Vector256.LoadUnsafe(ref first, (nuint)i);
            lows = Vector256.Min(lows, values);
            highs = Vector256.Max(highs, values);
        }
        float low = float.PositiveInfinity, high = float.NegativeInfinity;
        for (int lane = 0; lane < Vector256<float>.Count; lane++)
            (low, high) = (MathF.Min(low, lows[lane]), MathF.Max(high, highs[lane]));
        for (; i < samples.Length; i++)
            (low, high) = (MathF.Min(low, samples[i]), MathF.Max(high, samples[i]));
        return (low, high);
    }
}
