using static TorchSharp.torch;

namespace MusicGenre.MLNet.Torch.Networks.Layers;

/// <summary>
/// One vector of a picture of any size: the mean of every channel, [N, C, H, W] → [N, C]; optionally followed by the largest value over
/// time of the channel's mean over frequency, → [N, 2·C] (as Kong et al. 2020, "PANNs", who add the two).
/// </summary>
internal sealed class GlobalPoolLayer(bool withMaximum = false) : NetworkLayer
{
    private static readonly long[] Picture = [2, 3];
    private static readonly long[] Frequency = [2];
    private static readonly long[] Time = [2]; // once frequency is gone

    /// <summary>Whether the largest values follow the means.</summary>
    public bool WithMaximum { get; } = withMaximum;

    /// <inheritdoc/>
    public override Tensor forward(Tensor input)
    {
        if (!WithMaximum)
            return input.mean(Picture);
        Tensor course = input.mean(Frequency);
        return cat([course.mean(Time), course.amax(Time)], 1);
    }

    /// <inheritdoc/>
    public override FeatureShape Measure(FeatureShape input, ref long multiplyAdds) =>
        new(WithMaximum ? 2 * input.Channels : input.Channels, 1, 1);
}
