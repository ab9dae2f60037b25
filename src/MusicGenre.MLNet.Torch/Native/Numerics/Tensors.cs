using TorchSharp;
using static TorchSharp.torch;

namespace MusicGenre.MLNet.Torch.Native.Numerics;

/// <summary>What the add-on does with tensors in many places.</summary>
internal static class Tensors
{
    private static readonly Scalar One = 1f.ToScalar();

    /// <summary>Computes <paramref name="left"/> + <paramref name="right"/>.</summary>
    /// <remarks>
    /// TorchSharp's own operator (0.107.0) passes libtorch a factor of 1 as a passing native scalar, which the garbage collector may free
    /// while libtorch still reads it: seldom, an odd error ("Exception raised from toFloat"), or a wrong sum with none. This factor is
    /// never freed.
    /// </remarks>
    public static Tensor Plus(this Tensor left, Tensor right) => left.add(right, One);

    /// <summary>Copies a tensor's values in row-major order, from whatever device.</summary>
    public static float[] ToFloats(this Tensor values)
    {
        using DisposeScope scope = NewDisposeScope();
        return values.detach().cpu().contiguous().data<float>().ToArray();
    }
}
