using System.Globalization;

namespace MusicGenre.MLNet.Torch.Native.Numerics;

/// <summary>How far one convolution was from its reference.</summary>
/// <param name="Way">How it was computed.</param>
/// <param name="Shape">The shape, in words.</param>
/// <param name="Quantity">What differed most: the output, or the gradient of the images or of the kernels.</param>
/// <param name="Relative">The largest difference, divided by the reference's largest magnitude; NaN where a value was not a number.</param>
public sealed record ConvolutionDifference(ConvolutionWay Way, string Shape, string Quantity, double Relative)
{
    /// <summary>
    /// The largest difference that is taken for rounding: 1e-4. A sum of K products in float, in any order, is off by at most K · 2⁻²⁴
    /// times the sum of their magnitudes, and for random signs by about √K · 2⁻²⁴ (Higham, Accuracy and Stability of Numerical Algorithms,
    /// 2002, section 2.8): 1e-6 for the longest sums here, K = 1,000. What was found to be wrong was off by 1e-2 and more.
    /// </summary>
    public const double Tolerance = 1e-4;

    /// <summary>Gets whether the difference is rounding.</summary>
    public bool IsRounding => Relative <= Tolerance; // false for NaN

    /// <inheritdoc/>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"{Way}: {Quantity} off by {Relative:g2} of the largest value, {Shape}");
}
