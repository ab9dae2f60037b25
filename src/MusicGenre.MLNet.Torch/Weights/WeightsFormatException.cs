namespace MusicGenre.MLNet.Torch.Weights;

/// <summary>A file of weights cannot be read, or is more than plain weights and was refused. The message says what, where and what to
/// do.</summary>
public sealed class WeightsFormatException : MusicGenreException
{
    /// <summary>Makes the exception.</summary>
    /// <param name="message">What is wrong, where, and what to do.</param>
    /// <param name="innerException">What it came from, if anything.</param>
    public WeightsFormatException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
