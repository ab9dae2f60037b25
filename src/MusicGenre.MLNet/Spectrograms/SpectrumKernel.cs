using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace MusicGenre.MLNet.Spectrograms;

/// <summary>
/// What is done with every frame besides the transform. Compiled with full optimisation at the first call: a library's general routines
/// take a program longer to compile than its first spectrogram to compute.
/// </summary>
internal static class SpectrumKernel
{
    /// <summary>product[i] ← values[i]·window[i]; the product may lie where the values do.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Multiply(ReadOnlySpan<float> values, ReadOnlySpan<float> window, Span<float> product)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(window.Length, values.Length);
        ArgumentOutOfRangeException.ThrowIfNotEqual(product.Length, values.Length);
        ref float v = ref MemoryMarshal.GetReference(values);
        ref float w = ref MemoryMarshal.GetReference(window);
        ref float to = ref MemoryMarshal.GetReference(product);
        int i = 0;
        for (; i <= values.Length - Vector256<float>.Count; i += Vector256<float>.Count)
            (Vector256.LoadUnsafe(ref v, (nuint)i) * Vector256.LoadUnsafe(ref w, (nuint)i)).StoreUnsafe(ref to, (nuint)i);
        for (; i < values.Length; i++)
            product[i] = values[i] * window[i];
    }

    /// <summary>power[i] ← re[i]² + im[i]².</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Power(ReadOnlySpan<float> real, ReadOnlySpan<float> imaginary, Span<float> power)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(imaginary.Length, real.Length);
        ArgumentOutOfRangeException.ThrowIfNotEqual(power.Length, real.Length);
        ref float re = ref MemoryMarshal.GetReference(real);
        ref float im = ref MemoryMarshal.GetReference(imaginary);
        ref float to = ref MemoryMarshal.GetReference(power);
        int i = 0;
        for (; i <= real.Length - Vector256<float>.Count; i += Vector256<float>.Count)
        {
            Vector256<float> a = Vector256.LoadUnsafe(ref re, (nuint)i), b = Vector256.LoadUnsafe(ref im, (nuint)i);
            (a * a + b * b).StoreUnsafe(ref to, (nuint)i);
        }
        for (; i < real.Length; i++)
            power[i] = real[i] * real[i] + imaginary[i] * imaginary[i];
    }

    /// <summary>filtered[i] ← samples[i + 1] − factor·samples[i]; samples has one value more.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void PreEmphasize(ReadOnlySpan<float> samples, float factor, Span<float> filtered)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(samples.Length, filtered.Length + 1);
        ref float from = ref MemoryMarshal.GetReference(samples);
        ref float to = ref MemoryMarshal.GetReference(filtered);
        Vector256<float> factors = Vector256.Create(factor);
        int i = 0;
        for (; i <= filtered.Length - Vector256<float>.Count; i += Vector256<float>.Count)
            (Vector256.LoadUnsafe(ref from, (nuint)i + 1) - factors * Vector256.LoadUnsafe(ref from, (nuint)i))
                .StoreUnsafe(ref to, (nuint)i);
        for (; i < filtered.Length; i++)
            filtered[i] = samples[i + 1] - factor * samples[i];
    }

    /// <summary>The largest value; NaN if there is one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static float Max(ReadOnlySpan<float> values)
    {
        ref float first = ref MemoryMarshal.GetReference(values);
        Vector256<float> largest = Vector256.Create(float.NegativeInfinity);
        int i = 0;
        for (; i <= values.Length - Vector256<float>.Count; i += Vector256<float>.Count)
            largest = Vector256.Max(largest, Vector256.LoadUnsafe(ref first, (nuint)i));
        float max = float.NegativeInfinity;
        for (int lane = 0; lane < Vector256<float>.Count; lane++)
            max = MathF.Max(max, largest[lane]);
        for (; i < values.Length; i++)
            max = MathF.Max(max, values[i]);
        return max;
    }
}
