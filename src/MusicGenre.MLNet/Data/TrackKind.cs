namespace MusicGenre.MLNet.Data;

/// <summary>What a file of a data set holds.</summary>
public enum TrackKind
{
    /// <summary>Sound: WAV, AU, or anything ffmpeg decodes.</summary>
    Audio,

    /// <summary>A spectrogram picture: a PNG with time from left to right and low frequencies at the bottom.</summary>
    Spectrogram,
}
