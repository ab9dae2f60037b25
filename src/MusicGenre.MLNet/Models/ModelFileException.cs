namespace MusicGenre.MLNet.Models;

/// <summary>
/// A model file cannot be read: it is damaged, from a newer version, or something else entirely. The message says which, and what to do.
/// </summary>
public sealed class ModelFileException : MusicGenreException
{
    internal ModelFileException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
