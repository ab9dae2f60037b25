namespace MusicGenre.MLNet.Audio;

/// <summary>
/// A file, stream or byte array does not hold usable audio: it is empty, no audio at all, truncated, damaged, or holds NaN or infinite
/// samples. The message says which file, why, and what to do; <see cref="Reason"/> is the why alone.
/// </summary>
public sealed class AudioFormatException : MusicGenreException
{
    /// <summary>Makes the exception.</summary>
    /// <param name="reason">What is wrong and what to do about it, without the file's name.</param>
    /// <param name="fileName">The file's path; null for a stream or bytes.</param>
    /// <param name="innerException">What led to it, if anything.</param>
    public AudioFormatException(string reason, string? fileName = null, Exception? innerException = null)
        : base($"{(fileName is null ? "The stream" : $"'{fileName}'")} cannot be read as audio: {reason}", innerException)
    {
        Reason = reason;
        FileName = fileName;
    }

    /// <summary>What is wrong, without the file's name.</summary>
    public string Reason { get; }

    /// <summary>The file's path; null if the audio came from a stream or from bytes.</summary>
    public string? FileName { get; }
}
