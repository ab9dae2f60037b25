using System.Runtime.CompilerServices;

namespace MusicGenre.MLNet.Spectrograms.Fourier;

/// <summary>A single float: for processors without vectors, for the remainder of a loop, and for very short transforms.</summary>
internal readonly struct Lanes1(float value) : ILanes<Lanes1>
{
    private readonly float _value = value;

    public static int Count => 1;

    public static Lanes1 operator +(Lanes1 a, Lanes1 b) => new(a._value + b._value);

    public static Lanes1 operator -(Lanes1 a, Lanes1 b) => new(a._value - b._value);

    public static Lanes1 operator *(Lanes1 a, Lanes1 b) => new(a._value * b._value);

    public static Lanes1 Fill(float value) => new(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes1 Load(ref float from, int index) => new(Unsafe.Add(ref from, index));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(ref float to, int index) => Unsafe.Add(ref to, index) = _value;

    public Lanes1 Reverse() => this;

    public static (Lanes1 Even, Lanes1 Odd) Deinterleave(Lanes1 a, Lanes1 b) => (a, b);

    public static void RunStage(SplitComplex x, SplitComplex y, Twiddles w, int stride)
        => Radix4.Run<Lanes1, SharedFactor<Lanes1>>(x, y, w, stride);
}
