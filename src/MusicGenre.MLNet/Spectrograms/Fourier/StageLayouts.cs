using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace MusicGenre.MLNet.Spectrograms.Fourier;

/// <summary>The three layouts of <see cref="IStageLayout"/>.</summary>
internal static class StageLayouts
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StoreHalves(ref float to, Vector256<float> v0, Vector256<float> v1, Vector256<float> v2, Vector256<float> v3)
    {
        Avx.Permute2x128(v0, v1, 0x20).StoreUnsafe(ref to);
        Avx.Permute2x128(v2, v3, 0x20).StoreUnsafe(ref to, 8);
        Avx.Permute2x128(v0, v1, 0x31).StoreUnsafe(ref to, 16);
        Avx.Permute2x128(v2, v3, 0x31).StoreUnsafe(ref to, 24);
    }

    /// <summary>Strides that are a multiple of 8: all eight share one factor.</summary>
    internal readonly struct Wide : IStageLayout
    {
        public static int Step => 1;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector256<float> Factors(ref float table, int p) => Vector256.Create(Unsafe.Add(ref table, p));

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static void Store(ref float to, int stride, Vector256<float> v0, Vector256<float> v1, Vector256<float> v2, Vector256<float> v3)
        {
            v0.StoreUnsafe(ref to);
            v1.StoreUnsafe(ref to, (nuint)stride);
            v2.StoreUnsafe(ref to, 2 * (nuint)stride);
            v3.StoreUnsafe(ref to, 3 * (nuint)stride);
        }
    }

    /// <summary>Stride 4: the lower half of a vector belongs to p, the upper to p + 1.</summary>
    internal readonly struct Four : IStageLayout
    {
        public static int Step => 2;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector256<float> Factors(ref float table, int p)
            => Vector256.Create(Vector128.Create(Unsafe.Add(ref table, p)), Vector128.Create(Unsafe.Add(ref table, p + 1)));

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static void Store(ref float to, int stride, Vector256<float> v0, Vector256<float> v1, Vector256<float> v2, Vector256<float> v3)
            => StoreHalves(ref to, v0, v1, v2, v3);
    }

    /// <summary>Stride 1: each lane has a p of its own. Stored are v0[0] v1[0] v2[0] v3[0] v0[1] v1[1] … v3[7].</summary>
    internal readonly struct One : IStageLayout
    {
        public static int Step => 8;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector256<float> Factors(ref float table, int p) => Vector256.LoadUnsafe(ref table, (nuint)p);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static void Store(ref float to, int stride, Vector256<float> v0, Vector256<float> v1, Vector256<float> v2, Vector256<float> v3)
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
    }
}
