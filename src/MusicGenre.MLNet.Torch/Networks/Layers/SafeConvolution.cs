using MusicGenre.MLNet.Torch.Native;
using MusicGenre.MLNet.Torch.Native.Numerics;
using TorchSharp;
using static TorchSharp.torch;

namespace MusicGenre.MLNet.Torch.Networks.Layers;

/// <summary>
/// TorchSharp's convolution with square kernels, computed in the way that was found to be right on this processor. TorchSharp's own would
/// take libtorch's kernels as they come, which are wrong on some.
/// </summary>
internal sealed class SafeConvolution(ConvolutionSpec spec) : TorchSharp.Modules.Convolution(
    nameof(SafeConvolution),
    spec.InputChannels,
    spec.OutputChannels,
    [spec.Kernel, spec.Kernel],
    [spec.Stride, spec.Stride],
    [spec.Padding, spec.Padding],
    padding_type: null,
    dilation: [1, 1],
    transposed: false,
    output_padding: [0, 0],
    spec.Groups,
    bias: !spec.BatchNormalization,
    PaddingModes.Zeros)
{
    private readonly ConvolutionGeometry _geometry = new(spec.Stride, spec.Padding, spec.Groups);

    /// <inheritdoc/>
    public override Tensor forward(Tensor input) => Convolutions.Compute(TorchNative.ConvolutionWay, input, weight, bias, _geometry);
}
