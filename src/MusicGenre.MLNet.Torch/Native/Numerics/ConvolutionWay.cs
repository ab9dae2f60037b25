namespace MusicGenre.MLNet.Torch.Native.Numerics;

/// <summary>How the add-on lets libtorch compute convolutions. All ways give the same values where libtorch computes rightly.</summary>
public enum ConvolutionWay
{
    /// <summary>
    /// Channels last: images and kernels lie in memory as [batch × height × width × channels], so that oneDNN need not reorder them into
    /// padded blocks.
    /// </summary>
    ChannelsLast,

    /// <summary>Channels are filled up with zeros to a multiple of 16, the largest block of oneDNN's kernels, so that no block is only
    /// partly filled.</summary>
    PaddedChannels,

    /// <summary>The image is unfolded and multiplied with the kernels as a matrix: no oneDNN at all, several times slower.</summary>
    Unfolded,

    /// <summary>As libtorch itself does it, with images as they come. Never chosen; only for comparison.</summary>
    Plain,
}
