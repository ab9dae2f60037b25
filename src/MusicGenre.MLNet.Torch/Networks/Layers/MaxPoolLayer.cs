using static TorchSharp.torch;

namespace MusicGenre.MLNet.Torch.Networks.Layers;

/// <summary>Largest value of each window: [N, C, H, W] → [N, C, H', W']; what does not fill a window at the edge is left out.</summary>
internal sealed class MaxPoolLayer : NetworkLayer
{
    public MaxPoolLayer(int kernel, int stride, int padding = 0)
        : base(nameof(MaxPoolLayer))
    {
        Kernel = kernel;
        Stride = stride;
        Padding = padding;
    }

    public int Kernel { get; }

    public int Stride { get; }

    public int Padding { get; }

    /// <inheritdoc/>
    public override Tensor forward(Tensor input) =>
        nn.functional.max_pool2d(input, Kernel, Stride, Padding);

    /// <inheritdoc/>
    public override FeatureShape Measure(FeatureShape input, ref long multiplyAdds) =>
        input with { Height = Size(input.Height), Width = Size(input.Width) };

    private int Size(int input) => ((input + (2 * Padding) - Kernel) / Stride) + 1;
}
