using static TorchSharp.torch;

namespace MusicGenre.MLNet.Torch.Networks.Layers;

/// <summary>Largest value of each window: [N, C, H, W] → [N, C, H', W']; what does not fill a window at the edge is left out.</summary>
internal sealed class MaxPoolLayer(int kernel, int stride, int padding = 0) : NetworkLayer
{
    public int Kernel { get; } = kernel;

    public int Stride { get; } = stride;

    public int Padding { get; } = padding;

    /// <inheritdoc/>
    public override Tensor forward(Tensor input) =>
        nn.functional.max_pool2d(input, Kernel, Stride, Padding);

    /// <inheritdoc/>
    public override FeatureShape Measure(FeatureShape input, ref long multiplyAdds) =>
        input with { Height = Size(input.Height), Width = Size(input.Width) };

    private int Size(int input) => ((input + (2 * Padding) - Kernel) / Stride) + 1;
}
