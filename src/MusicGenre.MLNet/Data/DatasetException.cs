namespace MusicGenre.MLNet.Data;

/// <summary>A data set cannot be used: the message says what is wrong, where, and what to do about it.</summary>
public sealed class DatasetException : MusicGenreException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="message">What is wrong, where, and what to do.</param>
    public DatasetException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception with its cause.</summary>
    /// <param name="message">What is wrong, where, and what to do.</param>
    /// <param name="innerException">The cause.</param>
    public DatasetException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }
}
