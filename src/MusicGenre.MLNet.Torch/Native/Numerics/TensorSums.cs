using TorchSharp;
using static TorchSharp.torch;

namespace MusicGenre.MLNet.Torch.Native.Numerics;

/// <summary>
/// Sums of tensors. TorchSharp's own operator (0.107.0) passes libtorch a factor of 1 as a passing native scalar, which the garbage collector may free while
/// libtorch still reads it: seldom, an odd error ("Exception raised from toFloat"), or a wrong sum with none. This factor is never freed.
/// </summary>
internal static class TensorSums
{
    private static readonly Scalar One = 1f.ToScalar();

    /// <summary>Computes <paramref name="left"/> + <paramref name="right"/>.</summary>
    public static Tensor Plus(this Tensor left, Tensor right) => left.add(right, One);
}
