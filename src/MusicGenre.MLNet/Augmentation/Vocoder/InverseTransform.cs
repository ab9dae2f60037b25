using System.Runtime.Intrinsics;
using MusicGenre.MLNet.Spectrograms.Fourier;

namespace MusicGenre.MLNet.Augmentation.Vocoder;

/// <summary>
/// The inverse of a <see cref="RealTransform"/>, by the forward one: Re X − Im X is the Hartley transform of the signal, which is its own
/// inverse up to the factor N (R. N. Bracewell, "Discrete Hartley transform", 1983), and the Hartley transform of a real sequence is again
/// Re − Im of its Fourier transform.
/// </summary>
internal static class InverseTransform
{
    /// <summary>Transforms one spectrum back.</summary>
    /// <param name="transform">The plan.</param>
    /// <param name="spectrum">The spectrum.</param>
    /// <param name="frame">Receives <see cref="RealTransform.Size"/> samples.</param>
    /// <param name="work">A spectrum of any content, overwritten.</param>
    /// <param name="scratch">At least <see cref="RealTransform.ScratchLength"/> values of any content.</param>
    public static void Run(RealTransform transform, Spectrum spectrum, Span<float> frame, Spectrum work, Span<float> scratch)
    {
        int half = transform.Size / 2;
        Combine(spectrum.Real, spectrum.Imaginary, frame, half, 1);
        transform.Forward(frame, work.Real, work.Imaginary, scratch);
        Combine(work.Real, work.Imaginary, frame, half, 1f / transform.Size);
    }

    private static void Combine(ReadOnlySpan<float> real, ReadOnlySpan<float> imaginary, Span<float> to, int half, float scale)
    {
        to[0] = real[0] * scale;
        to[half] = real[half] * scale;
        int k = 1;
        for (; k <= half - Vector256<float>.Count; k += Vector256<float>.Count)
        {
            Vector256<float> re = Vector256.Create(real[k..]), im = Vector256.Create(imaginary[k..]);
            ((re - im) * scale).CopyTo(to[k..]);
            new Lanes8((re + im) * scale).Reverse().Store(ref to[2 * half - k - Vector256<float>.Count + 1], 0);
        }
        for (; k < half; k++)
        {
            to[k] = (real[k] - imaginary[k]) * scale;
            to[2 * half - k] = (real[k] + imaginary[k]) * scale;
        }
    }
}
