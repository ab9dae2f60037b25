namespace MusicGenre.MLNet.Audio;

/// <summary>What decodes audio.</summary>
public enum AudioDecoder
{
    /// <summary>A decoder within this process: WAV, AU, AIFF, mp3, Ogg Vorbis, Opus.</summary>
    InProcess,

    /// <summary>The program <c>ffmpeg</c>, a process for each file.</summary>
    Ffmpeg,
}
