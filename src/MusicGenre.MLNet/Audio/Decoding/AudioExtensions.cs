namespace MusicGenre.MLNet.Audio.Decoding;

/// <summary>The usual extensions of audio files, in lower case with a dot.</summary>
internal static class AudioExtensions
{
    /// <summary>Samples as they are.</summary>
    public static IReadOnlyList<string> Uncompressed { get; } = [".wav", ".wave", ".rf64", ".bwf", ".au", ".snd"];

    /// <summary>What there is a decoder in process for.</summary>
    public static IReadOnlyList<string> DecodedInProcess { get; } = [".aif", ".aiff", ".mp3", ".mpga", ".ogg", ".oga", ".opus"];

    /// <summary>What ffmpeg decodes.</summary>
    public static IReadOnlyList<string> DecodedByFfmpeg { get; } =
    [
        ".w64", ".aifc", ".caf", ".mp2", ".flac", ".spx", ".m4a", ".m4b", ".m4r", ".aac", ".ac3", ".eac3", ".dts", ".amr", ".wma", ".ape",
        ".wv", ".tta", ".tak", ".ra", ".voc", ".mpc", ".mka", ".weba", ".webm", ".mp4", ".mkv", ".mov", ".3gp", ".dsf", ".dff",
        ".3g2", ".asf", ".avi", ".flv", ".f4v", ".m2ts", ".m4v", ".mpeg", ".mpg", ".mts", ".ogm", ".ogv", ".ogx", ".rm", ".vob", ".wmv",
        ".aa3", ".oma", ".shn",
    ];
}
