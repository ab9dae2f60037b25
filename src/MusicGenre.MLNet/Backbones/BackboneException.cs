namespace MusicGenre.MLNet.Backbones;

/// <summary>
/// A backbone cannot be had or cannot be used: its name is unknown, its weights were not found, its file is not the network that was
/// described, or it does not accept what it was given. The message says which, where it was searched for, and what to do.
/// </summary>
public sealed class BackboneException : MusicGenreException
{
    /// <summary>Creates an exception with a message for people.</summary>
    public BackboneException(string message)
        : base(message)
    {
    }

    /// <summary>Creates an exception with a message for people and its cause.</summary>
    public BackboneException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
