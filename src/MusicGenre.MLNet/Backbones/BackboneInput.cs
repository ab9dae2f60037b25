namespace MusicGenre.MLNet.Backbones;

/// <summary>What a backbone takes as its input.</summary>
public enum BackboneInput
{
    /// <summary>A log-mel spectrogram of the network's own front end; it can only be made from audio.</summary>
    MelSpectrogram,

    /// <summary>
    /// The 8-bit spectrogram picture; audio and spectrogram PNGs both give it. With <see cref="BackboneLayout.ChannelsHeightWidth"/> it is
    /// an RGB image of a fixed size, with <see cref="BackboneLayout.ChannelMelsFrames"/> one grey channel of any width.
    /// </summary>
    Picture,
}
