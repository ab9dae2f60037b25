using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace MusicGenre.MLNet.Spectrograms.Fourier;

/// <summary>How many floats a transform computes at a time.</summary>
internal enum TransformWidth
{
    /// <summary>One, on any processor.</summary>
    Scalar = 1,

    /// <summary>Four, on processors with vectors of 128 bits: all of ARM's and x86's that .NET runs on.</summary>
    Vector128 = 4,

    /// <summary>Eight, on processors with AVX2.</summary>
    Vector256 = 8,
}

/// <summary>What the processor can do.</summary>
internal static class TransformWidths
{
    /// <summary>The widths that this processor computes in hardware, the fastest last.</summary>
    public static IReadOnlyList<TransformWidth> Supported { get; } =
    [
        TransformWidth.Scalar,
        .. Vector128.IsHardwareAccelerated ? [TransformWidth.Vector128] : Array.Empty<TransformWidth>(),
        .. Avx2.IsSupported ? [TransformWidth.Vector256] : Array.Empty<TransformWidth>(),
    ];
}
