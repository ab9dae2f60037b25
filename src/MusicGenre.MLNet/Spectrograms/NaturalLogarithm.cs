using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace MusicGenre.MLNet.Spectrograms;

/// <summary>
/// ln x, eight values at a time, of numbers that are positive and normal, as all compressed mel values are. The runtime's own routine,
/// which also knows zeros, infinities and subnormal numbers, is not inlined and takes three times as long.
/// </summary>
internal static class NaturalLogarithm
{
    // ln x = e·ln 2 + 2·artanh(s) with x = m·2^e, √½ ≤ m < √2 and s = (m − 1)/(m + 1); the series of artanh (Abramowitz and Stegun 4.6.33)
    // up to s⁹, where |s| < 0.172 leaves less than 1e-9. ln 2 in two parts, of which the first times e is exact.
    private const float Ln2High = 0.693359375f;
    private const float Ln2Low = -2.12194440e-4f;
    private const float SquareRootOfHalf = 0.70710678f;

    /// <summary>The logarithm, within 2 units in the last place of what is larger, the result or 1.</summary>
    /// <param name="x">Positive normal numbers.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Of(Vector256<float> x)
    {
        // Moved by the bits of √½, the exponent's bits count how often x is twice √½ …
        Vector256<int> bits = x.AsInt32() - Vector256.Create(BitConverter.SingleToInt32Bits(SquareRootOfHalf));
        Vector256<float> exponent = Vector256.ConvertToSingle(bits >> 23);
        // … and the rest, moved back, is the mantissa from √½ to √2.
        Vector256<float> m = ((bits & Vector256.Create(0x7FFFFF))
            + Vector256.Create(BitConverter.SingleToInt32Bits(SquareRootOfHalf))).AsSingle();
        Vector256<float> s = (m - Vector256<float>.One) / (m + Vector256<float>.One);
        Vector256<float> z = s * s;
        Vector256<float> series = Vector256.MultiplyAddEstimate(z, Vector256.Create(2f / 9), Vector256.Create(2f / 7));
        series = Vector256.MultiplyAddEstimate(z, series, Vector256.Create(2f / 5));
        series = Vector256.MultiplyAddEstimate(z, series, Vector256.Create(2f / 3));
        // m − 1 is exact, so the leading 2·s is put as (m − 1) − s·(m − 1).
        Vector256<float> f = m - Vector256<float>.One;
        Vector256<float> small = Vector256.MultiplyAddEstimate(s * z, series, exponent * Ln2Low) - s * f;
        return Vector256.MultiplyAddEstimate(exponent, Vector256.Create(Ln2High), f + small);
    }
}
