namespace MusicGenre.MLNet.Hosting;

/// <summary>The model is not loaded: not yet, or because it cannot be. A web application answers 503.</summary>
/// <param name="message">Which model, why, and what to do.</param>
/// <param name="innerException">Why it could not be loaded; <see langword="null"/> while it is being loaded.</param>
public sealed class ClassifierUnavailableException(string message, Exception? innerException = null)
    : MusicGenreException(message, innerException);
