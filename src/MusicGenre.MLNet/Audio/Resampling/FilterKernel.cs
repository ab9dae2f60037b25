using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace MusicGenre.MLNet.Audio.Resampling;

/// <summary>
/// Inner products of a resampler's filter with pieces of the signal, in an order that depends on nothing but the number of taps, so that a
/// signal read in blocks gives bit for bit what it gives as a whole (a library's routine may order its sums by the memory address).
/// Compiled with full optimisation at the first call: a program's first file is as long as any other.
/// </summary>
internal static class FilterKernel
{
    /// <summary>Four vectors of eight are summed side by side, so the number of taps is a multiple of their width.</summary>
    public const int TapsMultiple = 32;

    /// <summary>The filter at one place of the signal.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static float Dot(ref float signal, ref float filter, int taps)
    {
        Vector256<float> s0 = default, s1 = default, s2 = default, s3 = default;
        for (nuint i = 0; i < (nuint)taps; i += TapsMultiple)
        {
            s0 = Vector256.MultiplyAddEstimate(Vector256.LoadUnsafe(ref signal, i), Vector256.LoadUnsafe(ref filter, i), s0);
            s1 = Vector256.MultiplyAddEstimate(Vector256.LoadUnsafe(ref signal, i + 8), Vector256.LoadUnsafe(ref filter, i + 8), s1);
            s2 = Vector256.MultiplyAddEstimate(Vector256.LoadUnsafe(ref signal, i + 16), Vector256.LoadUnsafe(ref filter, i + 16), s2);
            s3 = Vector256.MultiplyAddEstimate(Vector256.LoadUnsafe(ref signal, i + 24), Vector256.LoadUnsafe(ref filter, i + 24), s3);
        }
        return Vector256.Sum((s0 + s1) + (s2 + s3));
    }

    /// <summary>The same filter at many places of the signal, two at a time, which loads the filter half as often.</summary>
    /// <param name="signal">The signal at the first place.</param>
    /// <param name="signalStep">Distance from one place to the next.</param>
    /// <param name="filter">The filter.</param>
    /// <param name="taps">Length of the filter, a multiple of <see cref="TapsMultiple"/>.</param>
    /// <param name="output">Receives the first result.</param>
    /// <param name="outputStep">Distance from one result to the next.</param>
    /// <param name="count">Number of places.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void DotMany(ref float signal, int signalStep, ref float filter, int taps, ref float output, int outputStep, int count)
    {
        int n = 0;
        for (; n + 1 < count; n += 2)
        {
            ref float first = ref Unsafe.Add(ref signal, n * signalStep);
            ref float second = ref Unsafe.Add(ref first, signalStep);
            Vector256<float> a0 = default, a1 = default, a2 = default, a3 = default, b0 = default, b1 = default, b2 = default, b3 = default;
            for (nuint i = 0; i < (nuint)taps; i += TapsMultiple)
            {
                Vector256<float> f0 = Vector256.LoadUnsafe(ref filter, i), f1 = Vector256.LoadUnsafe(ref filter, i + 8);
                Vector256<float> f2 = Vector256.LoadUnsafe(ref filter, i + 16), f3 = Vector256.LoadUnsafe(ref filter, i + 24);
                a0 = Vector256.MultiplyAddEstimate(Vector256.LoadUnsafe(ref first, i), f0, a0);
                a1 = Vector256.MultiplyAddEstimate(Vector256.LoadUnsafe(ref first, i + 8), f1, a1);
                a2 = Vector256.MultiplyAddEstimate(Vector256.LoadUnsafe(ref first, i + 16), f2, a2);
                a3 = Vector256.MultiplyAddEstimate(Vector256.LoadUnsafe(ref first, i + 24), f3, a3);
                b0 = Vector256.MultiplyAddEstimate(Vector256.LoadUnsafe(ref second, i), f0, b0);
                b1 = Vector256.MultiplyAddEstimate(Vector256.LoadUnsafe(ref second, i + 8), f1, b1);
                b2 = Vector256.MultiplyAddEstimate(Vector256.LoadUnsafe(ref second, i + 16), f2, b2);
                b3 = Vector256.MultiplyAddEstimate(Vector256.LoadUnsafe(ref second, i + 24), f3, b3);
            }
            Unsafe.Add(ref output, n * outputStep) = Vector256.Sum((a0 + a1) + (a2 + a3));
            Unsafe.Add(ref output, (n + 1) * outputStep) = Vector256.Sum((b0 + b1) + (b2 + b3));
        }
        if (n < count)
            Unsafe.Add(ref output, n * outputStep) = Dot(ref Unsafe.Add(ref signal, n * signalStep), ref filter, taps);
    }
}
