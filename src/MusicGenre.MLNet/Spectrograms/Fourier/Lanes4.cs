using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace MusicGenre.MLNet.Spectrograms.Fourier;

/// <summary>
/// Four floats, for processors of any kind with vectors of 128 bits (ARM's AdvSimd, SSE). No instruction is named, so what the tests force
/// on one kind of processor is what runs on the other.
/// </summary>
internal readonly struct Lanes4(Vector128<float> value) : ILanes<Lanes4>
{
    private readonly Vector128<float> _value = value;

    public static int Count => 4;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes4 operator +(Lanes4 a, Lanes4 b) => new(a._value + b._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes4 operator -(Lanes4 a, Lanes4 b) => new(a._value - b._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes4 operator *(Lanes4 a, Lanes4 b) => new(a._value * b._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes4 Fill(float value) => new(Vector128.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes4 Load(ref float from, int index) => new(Vector128.LoadUnsafe(ref from, (nuint)index));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(ref float to, int index) => _value.StoreUnsafe(ref to, (nuint)index);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Lanes4 Reverse() => new(Vector128.Shuffle(_value, Vector128.Create(3, 2, 1, 0)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (Lanes4 Even, Lanes4 Odd) Deinterleave(Lanes4 a, Lanes4 b)
    {
        Vector128<float> first = SwapMiddle(a._value), second = SwapMiddle(b._value);
        return (new(Lower(first, second)), new(Upper(first, second)));
    }

    public static void RunStage(SplitComplex x, SplitComplex y, Twiddles w, int stride)
    {
        if (stride >= Count)
            Radix4.Run<Lanes4, SharedFactor<Lanes4>>(x, y, w, stride);
        else
            Radix4.Run<Lanes4, OwnFactors>(x, y, w, stride);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> SwapMiddle(Vector128<float> v) => Vector128.Shuffle(v, Vector128.Create(0, 2, 1, 3));

    // Pairs of floats move as doubles: halves as Vector64 are no registers on x86.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> Lower(Vector128<float> a, Vector128<float> b) =>
        Vector128.Create(a.AsDouble().ToScalar(), b.AsDouble().ToScalar()).AsSingle();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> Upper(Vector128<float> a, Vector128<float> b) =>
        Vector128.Create(a.AsDouble().GetElement(1), b.AsDouble().GetElement(1)).AsSingle();

    /// <summary>Stride 1: each lane has a p of its own. Stored are v0[0] v1[0] v2[0] v3[0] v0[1] … v3[3].</summary>
    private readonly struct OwnFactors : IStageLayout<Lanes4>
    {
        public static int Step => Count;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Lanes4 Factors(ref float table, int p) => Load(ref table, p);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static void Store(ref float to, int stride, Lanes4 v0, Lanes4 v1, Lanes4 v2, Lanes4 v3)
        {
            // Halves [v0[0] v1[0] v0[1] v1[1]] and so on, two of which make two results.
            Vector128<float> low01 = SwapMiddle(Lower(v0._value, v1._value)), high01 = SwapMiddle(Upper(v0._value, v1._value));
            Vector128<float> low23 = SwapMiddle(Lower(v2._value, v3._value)), high23 = SwapMiddle(Upper(v2._value, v3._value));
            Lower(low01, low23).StoreUnsafe(ref to);
            Upper(low01, low23).StoreUnsafe(ref to, 4);
            Lower(high01, high23).StoreUnsafe(ref to, 8);
            Upper(high01, high23).StoreUnsafe(ref to, 12);
        }
    }
}
