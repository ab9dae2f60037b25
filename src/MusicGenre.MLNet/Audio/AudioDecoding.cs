using MusicGenre.MLNet.Audio.Decoding;
using MusicGenre.MLNet.Audio.Ffmpeg;

namespace MusicGenre.MLNet.Audio;

/// <summary>How audio is decoded in this process. The settings hold for all files that are opened afterwards, on any thread.</summary>
public static class AudioDecoding
{
    private static volatile string? _ffmpegPath;
    private static volatile int _preferred;

    /// <summary>
    /// Gets or sets what decodes mp3, Ogg Vorbis, Opus and AIFF where both could. The default value is
    /// <see cref="AudioDecoder.InProcess"/>, which starts no process; where its decoder is not certain, ffmpeg decides if it is installed.
    /// WAV and AU are always read in process.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is no decoder.</exception>
    public static AudioDecoder Prefer
    {
        get => (AudioDecoder)_preferred;
        set => _preferred = Enum.IsDefined(value)
            ? (int)value : throw new ArgumentOutOfRangeException(nameof(value), value, "There is no such decoder.");
    }

    /// <summary>
    /// Gets or sets the path of the program ffmpeg, or of the folder that it is in. The default value is <see langword="null"/>: what the
    /// environment variable <c>MUSICGENRE_FFMPEG</c> names, else the first on the PATH. Where the named program is not, no other is tried.
    /// </summary>
    public static string? FfmpegPath
    {
        get => _ffmpegPath;
        set => _ffmpegPath = value;
    }

    /// <summary>
    /// Gets the usual extensions that can be read here and now, in lower case with a dot, and what decodes each. Without ffmpeg, those that
    /// need it are missing. A file's first bytes decide how it is read, not its extension.
    /// </summary>
    public static IReadOnlyDictionary<string, AudioDecoder> Available
    {
        get
        {
            bool hasFfmpeg = FfmpegLocator.Find() is not null;
            var available = new SortedDictionary<string, AudioDecoder>(StringComparer.Ordinal);
            foreach (string extension in AudioExtensions.Uncompressed)
                available[extension] = AudioDecoder.InProcess;
            foreach (string extension in AudioExtensions.DecodedInProcess)
                available[extension] = hasFfmpeg ? Prefer : AudioDecoder.InProcess;
            foreach (string extension in hasFfmpeg ? AudioExtensions.DecodedByFfmpeg : [])
                available[extension] = AudioDecoder.Ffmpeg;
            return available;
        }
    }
}
