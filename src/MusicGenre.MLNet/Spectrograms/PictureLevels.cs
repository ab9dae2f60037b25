using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace MusicGenre.MLNet.Spectrograms;

/// <summary>The 256 levels of a spectrogram picture: black is the floor of the decibels, white is 0 dB.</summary>
internal static class PictureLevels
{
    /// <summary>Rounds decibels to levels.</summary>
    /// <param name="decibels">Values of −<paramref name="range"/>…0.</param>
    /// <param name="range">Decibels from black to white.</param>
    /// <param name="levels">Receives as many levels.</param>
    public static void Of(ReadOnlySpan<float> decibels, float range, Span<byte> levels)
    {
        for (int i = 0; i < decibels.Length; i++)
            levels[i] = (byte)Math.Clamp((decibels[i] + range) * (255 / range) + 0.5f, 0, 255);
    }

    /// <summary>
    /// What <see cref="Of"/> gives, less <paramref name="mean"/> and times <paramref name="scale"/>, in place and without the bytes
    /// between.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Normalize(Span<float> decibels, float range, float mean, float scale)
    {
        ref float first = ref MemoryMarshal.GetReference(decibels);
        Vector256<float> half = Vector256.Create(0.5f), white = Vector256.Create(255f);
        int i = 0;
        for (; i <= decibels.Length - Vector256<float>.Count; i += Vector256<float>.Count)
        {
            Vector256<float> exact = (Vector256.LoadUnsafe(ref first, (nuint)i) + Vector256.Create(range)) * (255 / range) + half;
            Vector256<float> level = Vector256.Floor(Vector256.Min(Vector256.Max(exact, Vector256<float>.Zero), white));
            ((level - Vector256.Create(mean)) * scale).StoreUnsafe(ref first, (nuint)i);
        }
        for (; i < decibels.Length; i++)
            decibels[i] = (MathF.Floor(Math.Clamp((decibels[i] + range) * (255 / range) + 0.5f, 0, 255)) - mean) * scale;
    }
}
