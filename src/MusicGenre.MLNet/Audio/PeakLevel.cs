using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace MusicGenre.MLNet.Audio;

/// <summary>The loudest sample. Our own few lines, since a library's general routine takes longer to compile than a clip to look at.</summary>
internal static class PeakLevel
{
    /// <summary>The largest absolute value; NaN if there is one, 0 for none at all.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static float Of(ReadOnlySpan<float> samples)
    {
        ref float first = ref MemoryMarshal.GetReference(samples);
        Vector256<float> largest = default;
        int i = 0;
        for (; i <= samples.Length - Vector256<float>.Count; i += Vector256<float>.Count)
            largest = Vector256.Max(largest, Vector256.Abs(Vector256.LoadUnsafe(ref first, (nuint)i)));
        float peak = 0;
        for (int lane = 0; lane < Vector256<float>.Count; lane++)
            peak = MathF.Max(peak, largest[lane]);
        for (; i < samples.Length; i++)
            peak = MathF.Max(peak, MathF.Abs(samples[i]));
        return peak;
    }
}
