using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace MusicGenre.MLNet.Spectrograms.Fourier;

/// <summary>Eight floats, for processors with AVX2, which alone has vectors of 256 bits.</summary>
internal readonly struct Lanes8(Vector256<float> value) : ILanes<Lanes8>
{
    private readonly Vector256<float> _value = value;

    public static int Count => 8;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes8 operator +(Lanes8 a, Lanes8 b) => new(a._value + b._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes8 operator -(Lanes8 a, Lanes8 b) => new(a._value - b._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes8 operator *(Lanes8 a, Lanes8 b) => new(a._value * b._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes8 Fill(float value) => new(Vector256.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes8 Load(ref float from, int index) => new(Vector256.LoadUnsafe(ref from, (nuint)index));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(ref float to, int index) => _value.StoreUnsafe(ref to, (nuint)index);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Lanes8 Reverse() => new(Vector256.Shuffle(_value, Vector256.Create(7, 6, 5, 4, 3, 2, 1, 0)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (Lanes8 Even, Lanes8 Odd) Deinterleave(Lanes8 a, Lanes8 b)
    {
        // The shuffle works within each half of a vector: [a0 a2 b0 b2 | a4 a6 b4 b6]; the permutation puts the pairs in order.
        Vector256<double> even = Avx2.Permute4x64(Avx.Shuffle(a._value, b._value, 0b10_00_10_00).AsDouble(), 0b11_01_10_00);
        Vector256<double> odd = Avx2.Permute4x64(Avx.Shuffle(a._value, b._value, 0b11_01_11_01).AsDouble(), 0b11_01_10_00);
        return (new(even.AsSingle()), new(odd.AsSingle()));
    }

    public static void RunStage(SplitComplex x, SplitComplex y, Twiddles w, int stride)
    {
        if (stride >= Count)
            Radix4.Run<Lanes8, SharedFactor<Lanes8>>(x, y, w, stride);
        else if (stride == 4)
            Radix4.Run<Lanes8, TwoFactors>(x, y, w, stride);
        else
            Radix4.Run<Lanes8, OwnFactors>(x, y, w, stride);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StoreHalves(ref float to, Vector256<float> v0, Vector256<float> v1, Vector256<float> v2, Vector256<float> v3)
    {
        Avx.Permute2x128(v0, v1, 0x20).StoreUnsafe(ref to);
        Avx.Permute2x128(v2, v3, 0x20).StoreUnsafe(ref to, 8);
        Avx.Permute2x128(v0, v1, 0x31).StoreUnsafe(ref to, 16);
        Avx.Permute2x128(v2, v3, 0x31).StoreUnsafe(ref to, 24);
    }

    /// <summary>Stride 4: the lower half of a vector belongs to p, the upper to p + 1.</summary>
    private readonly struct TwoFactors : IStageLayout<Lanes8>
    {
        public static int Step => 2;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Lanes8 Factors(ref float table, int p)
            => new(Vector256.Create(Vector128.Create(Unsafe.Add(ref table, p)), Vector128.Create(Unsafe.Add(ref table, p + 1))));

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static void Store(ref float to, int stride, Lanes8 v0, Lanes8 v1, Lanes8 v2, Lanes8 v3)
            => StoreHalves(ref to, v0._value, v1._value, v2._value, v3._value);
    }

    /// <summary>Stride 1: each lane has a p of its own. Stored are v0[0] v1[0] v2[0] v3[0] v0[1] v1[1] … v3[7].</summary>
    private readonly struct OwnFactors : IStageLayout<Lanes8>
    {
        public static int Step => Count;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Lanes8 Factors(ref float table, int p) => Load(ref table, p);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static void Store(ref float to, int stride, Lanes8 v0, Lanes8 v1, Lanes8 v2, Lanes8 v3)
        {
            Vector256<double> low01 = Avx.UnpackLow(v0._value, v1._value).AsDouble();
            Vector256<double> high01 = Avx.UnpackHigh(v0._value, v1._value).AsDouble();
            Vector256<double> low23 = Avx.UnpackLow(v2._value, v3._value).AsDouble();
            Vector256<double> high23 = Avx.UnpackHigh(v2._value, v3._value).AsDouble();
            StoreHalves(
                ref to,
                Avx.UnpackLow(low01, low23).AsSingle(),
                Avx.UnpackHigh(low01, low23).AsSingle(),
                Avx.UnpackLow(high01, high23).AsSingle(),
                Avx.UnpackHigh(high01, high23).AsSingle());
        }
    }
}
