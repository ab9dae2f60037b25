using System.Globalization;

namespace MusicGenre.MLNet.Torch.Native.Numerics;

/// <summary>A shape that is tried: images [batch × inputs × height × width], kernels [outputs × inputs / groups × kernel ×
/// kernel].</summary>
internal sealed record ConvolutionCase(int Batch, int Inputs, int Height, int Width, int Outputs, int Kernel, ConvolutionGeometry Geometry)
{
    /// <summary>
    /// The shapes that a process tries at its first use: kinds that the add-on's networks have (first layer of one channel, 3×3, 1×1,
    /// depthwise, stride 1 and 2, batch 1 and 32), most with channel counts that fill no block of oneDNN's kernels, which is where it was
    /// found to be wrong (docs/numerics.md). A batch of one goes through oneDNN only if the image is large or the stride is 2.
    /// </summary>
    public static IReadOnlyList<ConvolutionCase> SelfCheck { get; } =
    [
        Of(32, 1, 8, 9, 24, 3, stride: 1),
        Of(32, 1, 10, 9, 20, 7, stride: 2),
        Of(2, 17, 3, 3, 1, 3, stride: 1, padding: 0),
        Of(32, 24, 5, 6, 32, 3, stride: 1),
        Of(32, 20, 6, 5, 17, 3, stride: 2),
        Of(32, 16, 4, 4, 40, 3, stride: 1),
        Of(1, 24, 30, 31, 4, 3, stride: 1),
        Of(1, 40, 7, 8, 24, 3, stride: 2),
        Of(32, 24, 4, 4, 72, 1, stride: 1),
        Of(1, 40, 5, 4, 17, 1, stride: 1),
        Of(2, 5, 4, 4, 56, 1, stride: 2),
        Of(32, 24, 7, 6, 24, 3, stride: 1, groups: 24),
        Of(32, 40, 7, 7, 40, 5, stride: 2, groups: 40),
        Of(1, 72, 8, 7, 72, 3, stride: 2, groups: 72),
    ];

    /// <summary>Gets the height of the output.</summary>
    public int OutputHeight => (int)Geometry.OutputSize(Height, Kernel);

    /// <summary>Gets the width of the output.</summary>
    public int OutputWidth => (int)Geometry.OutputSize(Width, Kernel);

    /// <summary>Gets the length of the images' values.</summary>
    public int InputLength => Batch * Inputs * Height * Width;

    /// <summary>Gets the length of the kernels' values.</summary>
    public int WeightLength => Outputs * Inputs / (int)Geometry.Groups * Kernel * Kernel;

    /// <summary>Gets the length of the output's values.</summary>
    public int OutputLength => Batch * Outputs * OutputHeight * OutputWidth;

    /// <summary>Makes a case.</summary>
    public static ConvolutionCase Of(
        int batch, int inputs, int height, int width, int outputs, int kernel, int stride, int? padding = null, int groups = 1)
        => new(batch, inputs, height, width, outputs, kernel, new ConvolutionGeometry(stride, padding ?? (kernel - 1) / 2, groups));

    /// <summary>Says the shape in words.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Batch} images of {Inputs} channels, {Height} × {Width}, to {Outputs} channels, kernel {Kernel} × {Kernel}, "
        + $"stride {Geometry.Stride}, padding {Geometry.Padding}, {(Geometry.Groups == 1 ? "1 group" : $"{Geometry.Groups} groups")}");
}

/// <summary>How the kernel of a convolution moves over an image; alike in both directions.</summary>
/// <param name="Stride">Step of the kernel in pixels.</param>
/// <param name="Padding">Rows and columns of zeros on every side.</param>
/// <param name="Groups">Groups of channels that do not mix; as many as channels for a depthwise convolution.</param>
internal readonly record struct ConvolutionGeometry(long Stride, long Padding, long Groups)
{
    /// <summary>Gets the height (or width) that comes out for an input of <paramref name="size"/>.</summary>
    public long OutputSize(long size, long kernel) => ((size + (2 * Padding) - kernel) / Stride) + 1;
}
