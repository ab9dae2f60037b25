namespace MusicGenre.MLNet.Backbones;

/// <summary>What a backbone looks at.</summary>
public enum BackboneInput
{
    /// <summary>A log-mel spectrogram of the network's own front end; it can only be made from audio.</summary>
    MelSpectrogram,

    /// <summary>The 8-bit spectrogram picture, as an RGB image of a fixed size; audio and spectrogram PNGs both give it.</summary>
    Picture,
}
