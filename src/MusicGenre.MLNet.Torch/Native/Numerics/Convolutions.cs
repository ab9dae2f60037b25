using static TorchSharp.torch;

namespace MusicGenre.MLNet.Torch.Native.Numerics;

/// <summary>Two-dimensional convolutions, forward and with gradients, in each <see cref="ConvolutionWay"/>.</summary>
internal static class Convolutions
{
    // The number of channels in a block of oneDNN's kernels: 16 for AVX-512, 8 for AVX and AVX2, 4 for SSE4.1. A multiple of one is a
    // multiple of all.
    private const long Block = 16;

    /// <summary>Computes a convolution.</summary>
    /// <param name="way">How.</param>
    /// <param name="input">Images [batch × channels × height × width].</param>
    /// <param name="weight">Kernels [output channels × channels / groups × kernel × kernel].</param>
    /// <param name="bias">One value for each output channel, or <see langword="null"/>.</param>
    /// <param name="geometry">Stride, padding and groups.</param>
    /// <returns>[batch × output channels × height' × width'], in any layout in memory.</returns>
    public static Tensor Compute(ConvolutionWay way, Tensor input, Tensor weight, Tensor? bias, ConvolutionGeometry geometry)
    {
        if (way == ConvolutionWay.Plain)
            return Plain(input, weight, bias, geometry);
        // A kernel of one pixel skips the pixels between its steps. Left out beforehand, since oneDNN's kernels for that are wrong: with
        // AVX2, channels last and 4 to 7 input channels the gradient of the kernels is off by half (docs/numerics.md).
        if (weight.shape[2] == 1 && geometry is { Stride: > 1, Padding: 0 })
        {
            input = input.slice(2, 0, input.shape[2], geometry.Stride).slice(3, 0, input.shape[3], geometry.Stride);
            geometry = geometry with { Stride = 1 };
        }

        return way switch
        {
            ConvolutionWay.ChannelsLast => ChannelsLast(input, weight, bias, geometry),
            ConvolutionWay.PaddedChannels => Padded(input, weight, bias, geometry),
            _ => Unfolded(input, weight, bias, geometry),
        };
    }

    private static Tensor Plain(Tensor input, Tensor weight, Tensor? bias, ConvolutionGeometry geometry) => nn.functional.conv2d(
        input, weight, bias, [geometry.Stride, geometry.Stride], [geometry.Padding, geometry.Padding], groups: geometry.Groups);

    // Kernels too: an image of one pixel lies in both layouts alike, and libtorch then goes by the kernels.
    private static Tensor ChannelsLast(Tensor input, Tensor weight, Tensor? bias, ConvolutionGeometry geometry)
        => Plain(ChannelsLast(input), ChannelsLast(weight), bias, geometry);

    private static Tensor ChannelsLast(Tensor value) => value.permute(0, 2, 3, 1).contiguous().permute(0, 3, 1, 2);

    private static Tensor Padded(Tensor input, Tensor weight, Tensor? bias, ConvolutionGeometry geometry)
    {
        // A convolution with groups is depthwise here, which has no blocks of input channels; one channel and whole blocks have no rest
        // either.
        if (geometry.Groups > 1)
            return Plain(input, weight, bias, geometry);
        long outputs = weight.shape[0], missing = Missing(input.shape[1]), missingOutputs = Missing(outputs);
        if (missing > 0)
        {
            input = cat([input, input.new_zeros(input.shape[0], missing, input.shape[2], input.shape[3])], 1);
            weight = cat([weight, weight.new_zeros(outputs, missing, weight.shape[2], weight.shape[3])], 1);
        }

        if (missingOutputs == 0)
            return Plain(input, weight, bias, geometry);
        weight = cat([weight, weight.new_zeros(missingOutputs, weight.shape[1], weight.shape[2], weight.shape[3])], 0);
        bias = bias is null ? null : cat([bias, bias.new_zeros(missingOutputs)], 0);
        return Plain(input, weight, bias, geometry).narrow(1, 0, outputs);
    }

    private static long Missing(long channels) => channels == 1 ? 0 : (Block - (channels % Block)) % Block;

    // [N, C, H, W] → columns [N × groups × C/groups·k·k × pixels]; a product with the kernels as rows.
    private static Tensor Unfolded(Tensor input, Tensor weight, Tensor? bias, ConvolutionGeometry geometry)
    {
        long kernel = weight.shape[2], batch = input.shape[0], groups = geometry.Groups, outputs = weight.shape[0];
        long height = geometry.OutputSize(input.shape[2], kernel), width = geometry.OutputSize(input.shape[3], kernel);
        Tensor columns = nn.functional.unfold(
            input, (kernel, kernel), (1, 1), (geometry.Padding, geometry.Padding), (geometry.Stride, geometry.Stride));
        columns = columns.view(batch, groups, -1, height * width);
        Tensor rows = weight.view(1, groups, outputs / groups, -1);
        Tensor output = matmul(rows, columns).view(batch, outputs, height, width);
        return bias is null ? output : output.Plus(bias.view(1, -1, 1, 1));
    }
}
