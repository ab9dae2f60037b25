namespace MusicGenre.MLNet.Audio;

/// <summary>
/// The program <c>ffmpeg</c> was found, but it cannot be run: it is not allowed to, it is another program, or it ends at once. The message
/// says what happened. That it is not there at all is <see cref="FfmpegNotFoundException"/>, and a file that it cannot decode is
/// <see cref="AudioFormatException"/>.
/// </summary>
public sealed class FfmpegException : MusicGenreException
{
    /// <summary>Makes the exception.</summary>
    /// <param name="program">The program's path.</param>
    /// <param name="reason">What happened, as a sentence.</param>
    /// <param name="innerException">What led to it, if anything.</param>
    public FfmpegException(string program, string reason, Exception? innerException = null)
        : base($"The program ffmpeg could not be run: {reason} Try '{program} -version' in a terminal; install ffmpeg again, or name "
            + "another one in the environment variable MUSICGENRE_FFMPEG or in AudioDecoding.FfmpegPath.", innerException)
        => Program = program;

    /// <summary>Gets the path of the program that was run.</summary>
    public string Program { get; }

    /// <summary>Gets what is wrong in one short sentence.</summary>
    public string Reason => "it needs the program ffmpeg, which was found but cannot be run.";
}
