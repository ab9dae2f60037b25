using System.Runtime.CompilerServices;

namespace MusicGenre.MLNet.Spectrograms.Fourier;

/// <summary>Strides that are a multiple of the vector's width: all butterflies of a vector have the same p, and so one factor.</summary>
internal readonly struct SharedFactor<T> : IStageLayout<T>
    where T : struct, ILanes<T>
{
    public static int Step => 1;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Factors(ref float table, int p) => T.Fill(Unsafe.Add(ref table, p));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(ref float to, int stride, T v0, T v1, T v2, T v3)
    {
        v0.Store(ref to, 0);
        v1.Store(ref to, stride);
        v2.Store(ref to, 2 * stride);
        v3.Store(ref to, 3 * stride);
    }
}
