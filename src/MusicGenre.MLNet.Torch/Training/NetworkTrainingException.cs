namespace MusicGenre.MLNet.Torch.Training;

/// <summary>
/// A training could not go on or be resumed: the loss is no longer a number, or the checkpoint is damaged or
/// belongs to another training. The message says what was found, where, and what to do.
/// </summary>
public sealed class NetworkTrainingException : MusicGenreException
{
    /// <summary>An error with its message and, if another error caused it, that one.</summary>
    public NetworkTrainingException(string message, Exception? inner = null) : base(message, inner)
    {
    }
}
