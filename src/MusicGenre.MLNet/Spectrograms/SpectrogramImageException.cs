namespace MusicGenre.MLNet.Spectrograms;

/// <summary>A picture cannot be read as a spectrogram: it is no picture, damaged, or larger than any spectrogram.</summary>
public sealed class SpectrogramImageException : MusicGenreException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="message">What is wrong, where, and what to do.</param>
    public SpectrogramImageException(string message) : base(message)
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">What is wrong, where, and what to do.</param>
    /// <param name="innerException">The cause.</param>
    public SpectrogramImageException(string message, Exception innerException) : base(message, innerException)
    {
    }
}
