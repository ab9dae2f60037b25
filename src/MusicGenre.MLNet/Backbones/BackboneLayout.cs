namespace MusicGenre.MLNet.Backbones;

/// <summary>The order of the axes of a network's input tensor.</summary>
public enum BackboneLayout
{
    /// <summary>[batch, 1, mel bands, frames], as PyTorch audio networks have it.</summary>
    ChannelMelsFrames,

    /// <summary>[batch, frames, mel bands], as TensorFlow audio networks have it.</summary>
    FramesMels,

    /// <summary>[batch, channels, height, width]: an image.</summary>
    ChannelsHeightWidth,
}
