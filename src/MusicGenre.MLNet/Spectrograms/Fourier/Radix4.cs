using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace MusicGenre.MLNet.Spectrograms.Fourier;

/// <summary>
/// A radix-4 stage, as many butterflies at a time as a vector has lanes. Compiled with full optimisation at the first call, since a program
/// may make one spectrogram only; and one flat loop, since what the compiler does not inline costs a quarter of the transform.
/// </summary>
internal static class Radix4
{
    /// <summary>
    /// With m = n/4 and stride s: from x[q + s(p + km)], k = 0…3, to y[q + s(4p + k)], for all p below m and q below s.
    /// </summary>
    /// <typeparam name="T">The vector.</typeparam>
    /// <typeparam name="TLayout">The layout that fits the stride.</typeparam>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run<T, TLayout>(SplitComplex x, SplitComplex y, Twiddles w, int stride)
        where T : struct, ILanes<T>
        where TLayout : IStageLayout<T>
    {
        ref float cosines1 = ref Table(w.Cos1), cosines2 = ref Table(w.Cos2), cosines3 = ref Table(w.Cos3);
        ref float sines1 = ref Table(w.Sin1), sines2 = ref Table(w.Sin2), sines3 = ref Table(w.Sin3);
        int m = w.Quarter * stride;
        for (int p = 0; p < w.Quarter; p += TLayout.Step)
        {
            T cos1 = TLayout.Factors(ref cosines1, p), sin1 = TLayout.Factors(ref sines1, p);
            T cos2 = TLayout.Factors(ref cosines2, p), sin2 = TLayout.Factors(ref sines2, p);
            T cos3 = TLayout.Factors(ref cosines3, p), sin3 = TLayout.Factors(ref sines3, p);
            for (int q = 0; q < stride; q += T.Count)
            {
                int i = q + stride * p;
                T aRe = T.Load(ref x.Real, i), aIm = T.Load(ref x.Imaginary, i);
                T bRe = T.Load(ref x.Real, i + m), bIm = T.Load(ref x.Imaginary, i + m);
                T cRe = T.Load(ref x.Real, i + 2 * m), cIm = T.Load(ref x.Imaginary, i + 2 * m);
                T dRe = T.Load(ref x.Real, i + 3 * m), dIm = T.Load(ref x.Imaginary, i + 3 * m);

                T sumAcRe = aRe + cRe, sumAcIm = aIm + cIm, difAcRe = aRe - cRe, difAcIm = aIm - cIm;
                T sumBdRe = bRe + dRe, sumBdIm = bIm + dIm, difBdRe = bRe - dRe, difBdIm = bIm - dIm;

                // −i·(b − d) = difBdIm − i·difBdRe
                T re1 = difAcRe + difBdIm, im1 = difAcIm - difBdRe;
                T re2 = sumAcRe - sumBdRe, im2 = sumAcIm - sumBdIm;
                T re3 = difAcRe - difBdIm, im3 = difAcIm + difBdRe;

                int o = q + stride * 4 * p;
                TLayout.Store(
                    ref Unsafe.Add(ref y.Real, o), stride,
                    sumAcRe + sumBdRe, re1 * cos1 - im1 * sin1, re2 * cos2 - im2 * sin2, re3 * cos3 - im3 * sin3);
                TLayout.Store(
                    ref Unsafe.Add(ref y.Imaginary, o), stride,
                    sumAcIm + sumBdIm, re1 * sin1 + im1 * cos1, re2 * sin2 + im2 * cos2, re3 * sin3 + im3 * cos3);
            }
        }
    }

    private static ref float Table(float[] values) => ref MemoryMarshal.GetArrayDataReference(values);
}
