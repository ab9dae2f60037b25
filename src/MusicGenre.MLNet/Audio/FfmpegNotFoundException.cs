namespace MusicGenre.MLNet.Audio;

/// <summary>
/// The program <c>ffmpeg</c>, which reads what is not decoded in process, was not found. The message says which file needed it and how it
/// is installed.
/// </summary>
public sealed class FfmpegNotFoundException : MusicGenreException
{
    /// <summary>How ffmpeg is installed, for all files that need it.</summary>
    internal const string Advice = "Install it with 'sudo apt-get install ffmpeg' on Debian or Ubuntu, 'brew install ffmpeg' on macOS, "
        + "'winget install Gyan.FFmpeg' on Windows, and start a new terminal; or name the program or its folder in the environment variable "
        + "MUSICGENRE_FFMPEG or in AudioDecoding.FfmpegPath.";

    /// <summary>Makes the exception.</summary>
    /// <param name="fileName">The file that needed ffmpeg; null for a stream or bytes.</param>
    public FfmpegNotFoundException(string? fileName)
        : base($"{(fileName is null ? "The stream" : $"'{fileName}'")} needs the program ffmpeg, which is not on the PATH (WAV, AU, AIFF, mp3, Ogg Vorbis "
            + $"and Opus are read without it). {Advice}")
        => FileName = fileName;

    /// <summary>What is wrong in one short sentence, without the file's name and without how to install ffmpeg.</summary>
    public string Reason => "it needs the program ffmpeg, which was not found.";

    /// <summary>The file that needed ffmpeg; null if the audio came from a stream or from bytes.</summary>
    public string? FileName { get; }
}
