using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace MusicGenre.MLNet.Spectrograms.Fourier;

/// <summary>
/// <see cref="ScalarStage.Radix4"/> for eight butterflies at a time. Needs AVX2. Compiled with full optimisation at the first call, since a
/// program may make one spectrogram only; and one flat loop, since what the compiler does not inline costs a quarter of the transform.
/// </summary>
internal static class VectorStage
{
    /// <summary>One stage.</summary>
    /// <typeparam name="TLayout">The layout that fits the stride.</typeparam>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Radix4<TLayout>(SplitComplex x, SplitComplex y, Twiddles w, int stride)
        where TLayout : IStageLayout
    {
        ref float cosines1 = ref Table(w.Cos1), cosines2 = ref Table(w.Cos2), cosines3 = ref Table(w.Cos3);
        ref float sines1 = ref Table(w.Sin1), sines2 = ref Table(w.Sin2), sines3 = ref Table(w.Sin3);
        nuint m = (nuint)(w.Quarter * stride);
        for (int p = 0; p < w.Quarter; p += TLayout.Step)
        {
            Vector256<float> cos1 = TLayout.Factors(ref cosines1, p), sin1 = TLayout.Factors(ref sines1, p);
            Vector256<float> cos2 = TLayout.Factors(ref cosines2, p), sin2 = TLayout.Factors(ref sines2, p);
            Vector256<float> cos3 = TLayout.Factors(ref cosines3, p), sin3 = TLayout.Factors(ref sines3, p);
            for (int q = 0; q < stride; q += Vector256<float>.Count)
            {
                nuint i = (nuint)(q + stride * p);
                Vector256<float> aRe = Vector256.LoadUnsafe(ref x.Real, i), aIm = Vector256.LoadUnsafe(ref x.Imaginary, i);
                Vector256<float> bRe = Vector256.LoadUnsafe(ref x.Real, i + m), bIm = Vector256.LoadUnsafe(ref x.Imaginary, i + m);
                Vector256<float> cRe = Vector256.LoadUnsafe(ref x.Real, i + 2 * m), cIm = Vector256.LoadUnsafe(ref x.Imaginary, i + 2 * m);
                Vector256<float> dRe = Vector256.LoadUnsafe(ref x.Real, i + 3 * m), dIm = Vector256.LoadUnsafe(ref x.Imaginary, i + 3 * m);

                Vector256<float> sumAcRe = aRe + cRe, sumAcIm = aIm + cIm, difAcRe = aRe - cRe, difAcIm = aIm - cIm;
                Vector256<float> sumBdRe = bRe + dRe, sumBdIm = bIm + dIm, difBdRe = bRe - dRe, difBdIm = bIm - dIm;

                Vector256<float> re1 = difAcRe + difBdIm, im1 = difAcIm - difBdRe;
                Vector256<float> re2 = sumAcRe - sumBdRe, im2 = sumAcIm - sumBdIm;
                Vector256<float> re3 = difAcRe - difBdIm, im3 = difAcIm + difBdRe;

                int o = q + stride * 4 * p;
                TLayout.Store(
                    ref Unsafe.Add(ref y.Real, o), stride, sumAcRe + sumBdRe, re1 * cos1 - im1 * sin1, re2 * cos2 - im2 * sin2, re3 * cos3 - im3 * sin3);
                TLayout.Store(
                    ref Unsafe.Add(ref y.Imaginary, o), stride, sumAcIm + sumBdIm, re1 * sin1 + im1 * cos1, re2 * sin2 + im2 * cos2, re3 * sin3 + im3 * cos3);
            }
        }
    }

    private static ref float Table(float[] values) => ref MemoryMarshal.GetArrayDataReference(values);
}
