using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace MusicGenre.MLNet.Spectrograms.Fourier;

/// <summary>
/// <see cref="ScalarStage.Radix4"/> for eight butterflies at a time, in three forms: with a stride of 8 or more the eight are neighbours
/// in q; with strides of 4 and 1 they are neighbours in p, whose results must be interleaved when they are stored. Needs AVX2. The methods are
/// compiled with full optimisation at the first call, since a program may make one spectrogram only.
/// </summary>
internal static class VectorStage
{
    /// <summary>Strides that are a multiple of 8: all eight share one twiddle.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Radix4Wide(SplitComplex x, SplitComplex y, Twiddles w, int stride)
    {
        for (int p = 0; p < w.Quarter; p++)
        {
            Vector256<float> cos1 = Vector256.Create(w.Cos1[p]), sin1 = Vector256.Create(w.Sin1[p]);
            Vector256<float> cos2 = Vector256.Create(w.Cos2[p]), sin2 = Vector256.Create(w.Sin2[p]);
            Vector256<float> cos3 = Vector256.Create(w.Cos3[p]), sin3 = Vector256.Create(w.Sin3[p]);
            for (int q = 0; q < stride; q += 8)
            {
                Butterfly b = new(x, q + stride * p, w.Quarter * stride, cos1, sin1, cos2, sin2, cos3, sin3);
                nuint o = (nuint)(q + stride * 4 * p), s = (nuint)stride;
                b.Re0.StoreUnsafe(ref y.Real, o);
                b.Im0.StoreUnsafe(ref y.Imaginary, o);
                b.Re1.StoreUnsafe(ref y.Real, o + s);
                b.Im1.StoreUnsafe(ref y.Imaginary, o + s);
                b.Re2.StoreUnsafe(ref y.Real, o + 2 * s);
                b.Im2.StoreUnsafe(ref y.Imaginary, o + 2 * s);
                b.Re3.StoreUnsafe(ref y.Real, o + 3 * s);
                b.Im3.StoreUnsafe(ref y.Imaginary, o + 3 * s);
            }
        }
    }

    /// <summary>Stride 4: the lower half of a vector belongs to p, the upper to p + 1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Radix4Stride4(SplitComplex x, SplitComplex y, Twiddles w)
    {
        for (int p = 0; p < w.Quarter; p += 2)
        {
            Vector256<float> cos1 = Pair(w.Cos1, p), cos2 = Pair(w.Cos2, p), cos3 = Pair(w.Cos3, p);
            Vector256<float> sin1 = Pair(w.Sin1, p), sin2 = Pair(w.Sin2, p), sin3 = Pair(w.Sin3, p);
            Butterfly b = new(x, 4 * p, 4 * w.Quarter, cos1, sin1, cos2, sin2, cos3, sin3);
            StoreHalves(ref Unsafe.Add(ref y.Real, 16 * p), b.Re0, b.Re1, b.Re2, b.Re3);
            StoreHalves(ref Unsafe.Add(ref y.Imaginary, 16 * p), b.Im0, b.Im1, b.Im2, b.Im3);
        }
    }

    /// <summary>Stride 1: each lane has a p of its own.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Radix4Stride1(SplitComplex x, SplitComplex y, Twiddles w)
    {
        for (int p = 0; p < w.Quarter; p += 8)
        {
            Vector256<float> cos1 = Load(w.Cos1, p), cos2 = Load(w.Cos2, p), cos3 = Load(w.Cos3, p);
            Vector256<float> sin1 = Load(w.Sin1, p), sin2 = Load(w.Sin2, p), sin3 = Load(w.Sin3, p);
            Butterfly b = new(x, p, w.Quarter, cos1, sin1, cos2, sin2, cos3, sin3);
            StoreInterleaved(ref Unsafe.Add(ref y.Real, 4 * p), b.Re0, b.Re1, b.Re2, b.Re3);
            StoreInterleaved(ref Unsafe.Add(ref y.Imaginary, 4 * p), b.Im0, b.Im1, b.Im2, b.Im3);
        }
    }

    private static Vector256<float> Load(float[] table, int index) =>
        Vector256.LoadUnsafe(ref MemoryMarshal.GetArrayDataReference(table), (nuint)index);

    private static Vector256<float> Pair(float[] table, int index) =>
        Vector256.Create(Vector128.Create(table[index]), Vector128.Create(table[index + 1]));

    private static void StoreHalves(ref float to, Vector256<float> v0, Vector256<float> v1, Vector256<float> v2, Vector256<float> v3)
    {
        Avx.Permute2x128(v0, v1, 0x20).StoreUnsafe(ref to);
        Avx.Permute2x128(v2, v3, 0x20).StoreUnsafe(ref to, 8);
        Avx.Permute2x128(v0, v1, 0x31).StoreUnsafe(ref to, 16);
        Avx.Permute2x128(v2, v3, 0x31).StoreUnsafe(ref to, 24);
    }

    /// <summary>Stores v0[0] v1[0] v2[0] v3[0] v0[1] v1[1] … v3[7].</summary>
    private static void StoreInterleaved(ref float to, Vector256<float> v0, Vector256<float> v1, Vector256<float> v2, Vector256<float> v3)
    {
        Vector256<double> low01 = Avx.UnpackLow(v0, v1).AsDouble(), high01 = Avx.UnpackHigh(v0, v1).AsDouble();
        Vector256<double> low23 = Avx.UnpackLow(v2, v3).AsDouble(), high23 = Avx.UnpackHigh(v2, v3).AsDouble();
        StoreHalves(
            ref to,
            Avx.UnpackLow(low01, low23).AsSingle(),
            Avx.UnpackHigh(low01, low23).AsSingle(),
            Avx.UnpackLow(high01, high23).AsSingle(),
            Avx.UnpackHigh(high01, high23).AsSingle());
    }

    /// <summary>Eight radix-4 butterflies, loaded from four places a quarter apart.</summary>
    private readonly ref struct Butterfly
    {
        public readonly Vector256<float> Re0, Im0, Re1, Im1, Re2, Im2, Re3, Im3;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Butterfly(
            SplitComplex x,
            int index,
            int quarter,
            Vector256<float> cos1,
            Vector256<float> sin1,
            Vector256<float> cos2,
            Vector256<float> sin2,
            Vector256<float> cos3,
            Vector256<float> sin3)
        {
            nuint i = (nuint)index, m = (nuint)quarter;
            Vector256<float> aRe = Vector256.LoadUnsafe(ref x.Real, i), aIm = Vector256.LoadUnsafe(ref x.Imaginary, i);
            Vector256<float> bRe = Vector256.LoadUnsafe(ref x.Real, i + m), bIm = Vector256.LoadUnsafe(ref x.Imaginary, i + m);
            Vector256<float> cRe = Vector256.LoadUnsafe(ref x.Real, i + 2 * m), cIm = Vector256.LoadUnsafe(ref x.Imaginary, i + 2 * m);
            Vector256<float> dRe = Vector256.LoadUnsafe(ref x.Real, i + 3 * m), dIm = Vector256.LoadUnsafe(ref x.Imaginary, i + 3 * m);
            Vector256<float> sumAcRe = aRe + cRe, sumAcIm = aIm + cIm, difAcRe = aRe - cRe, difAcIm = aIm - cIm;
            Vector256<float> sumBdRe = bRe + dRe, sumBdIm = bIm + dIm, difBdRe = bRe - dRe, difBdIm = bIm - dIm;
            Re0 = sumAcRe + sumBdRe;
            Im0 = sumAcIm + sumBdIm;
            Vector256<float> re1 = difAcRe + difBdIm, im1 = difAcIm - difBdRe;
            Vector256<float> re2 = sumAcRe - sumBdRe, im2 = sumAcIm - sumBdIm;
            Vector256<float> re3 = difAcRe - difBdIm, im3 = difAcIm + difBdRe;
            Re1 = re1 * cos1 - im1 * sin1;
            Im1 = re1 * sin1 + im1 * cos1;
            Re2 = re2 * cos2 - im2 * sin2;
            Im2 = re2 * sin2 + im2 * cos2;
            Re3 = re3 * cos3 - im3 * sin3;
            Im3 = re3 * sin3 + im3 * cos3;
        }
    }
}
