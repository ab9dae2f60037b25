namespace MusicGenre.MLNet.Torch.Native.Numerics;

/// <summary>How the kernel of a convolution moves over an image; alike in both directions.</summary>
/// <param name="Stride">Step of the kernel in pixels.</param>
/// <param name="Padding">Rows and columns of zeros on every side.</param>
/// <param name="Groups">Groups of channels that do not mix; as many as channels for a depthwise convolution.</param>
internal readonly record struct ConvolutionGeometry(long Stride, long Padding, long Groups)
{
    /// <summary>Gets the height (or width) that comes out for an input of <paramref name="size"/>.</summary>
    public long OutputSize(long size, long kernel) => ((size + (2 * Padding) - kernel) / Stride) + 1;
}
