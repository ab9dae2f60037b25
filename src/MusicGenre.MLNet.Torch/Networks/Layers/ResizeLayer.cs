using static TorchSharp.torch;

namespace MusicGenre.MLNet.Torch.Networks.Layers;

/// <summary>
/// Resizes a picture bilinearly, centres of pixels aligned ("half pixel") and without smoothing before: [N, C, H, W] → [N, C, height,
/// width].
/// </summary>
internal sealed class ResizeLayer(int height, int width) : NetworkLayer
{
    private readonly long[] _size = [height, width];

    public int Height { get; } = height;

    public int Width { get; } = width;

    /// <inheritdoc/>
    public override Tensor forward(Tensor input) =>
        input.shape[2] == Height && input.shape[3] == Width
            ? input
            : nn.functional.interpolate(input, _size, mode: InterpolationMode.Bilinear, align_corners: false);

    /// <inheritdoc/>
    public override FeatureShape Measure(FeatureShape input, ref long multiplyAdds) =>
        input with { Height = Height, Width = Width };
}
