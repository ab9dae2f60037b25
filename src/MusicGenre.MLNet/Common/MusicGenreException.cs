namespace MusicGenre.MLNet;

/// <summary>
/// The base of all exceptions of this library. Their messages say what is wrong, where, and what to do. Beside them its methods throw what
/// .NET does: for arguments that are wrong, files that are missing or cannot be read, objects that were disposed, work that was cancelled.
/// </summary>
public abstract class MusicGenreException : Exception
{
    /// <summary>Creates an exception.</summary>
    /// <param name="message">What is wrong, where, and what to do.</param>
    /// <param name="innerException">What it follows from; <see langword="null"/> if from nothing else.</param>
    protected MusicGenreException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
