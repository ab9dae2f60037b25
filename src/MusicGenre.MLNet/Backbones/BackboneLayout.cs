namespace MusicGenre.MLNet.Backbones;

/// <summary>The order of the axes of a network's input tensor.</summary>
public enum BackboneLayout
{
    /// <summary>[batch, 1, mel bands, frames], the lowest band first, as PyTorch audio networks have it.</summary>
    ChannelMelsFrames,

    /// <summary>[batch, frames, mel bands], as TensorFlow audio networks have it.</summary>
    FramesMels,

    /// <summary>[batch, 3, height, width]: an image, the highest band at the top.</summary>
    ChannelsHeightWidth,
}
