namespace MusicGenre.MLNet.Models;

/// <summary>A model file cannot be read: it is damaged, from a newer version, or something else entirely. The message says which, and what to do.</summary>
public sealed class ModelFileException : Exception
{
    /// <summary>Makes an exception with a message for people.</summary>
    public ModelFileException(string message)
        : base(message)
    {
    }

    /// <summary>Makes an exception with a message for people and its cause.</summary>
    public ModelFileException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
