using System.Diagnostics.CodeAnalysis;

namespace MusicGenre.MLNet;

/// <summary>The result for one file of many: a prediction, or why there is none.</summary>
public sealed record PredictionResult
{
    /// <summary>Creates the result for a file that could be used; for substitutes of <see cref="IMusicGenreClassifier"/>.</summary>
    /// <param name="path">The file's path.</param>
    /// <param name="prediction">The prediction.</param>
    public PredictionResult(string path, GenrePrediction prediction)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(prediction);
        (Path, Prediction) = (path, prediction);
    }

    /// <summary>Creates the result for a file that could not be used; for substitutes of <see cref="IMusicGenreClassifier"/>.</summary>
    /// <param name="path">The file's path.</param>
    /// <param name="exception">Why.</param>
    /// <param name="error">The same in words.</param>
    public PredictionResult(string path, Exception exception, string error)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(exception);
        ArgumentNullException.ThrowIfNull(error);
        (Path, Exception, Error) = (path, exception, error);
    }

    /// <summary>Gets the file's path as it was given.</summary>
    public string Path { get; }

    /// <summary>Gets the prediction; <see langword="null"/> if the file could not be used.</summary>
    public GenrePrediction? Prediction { get; }

    /// <summary>Gets why the file could not be used, in words; <see langword="null"/> if it could.</summary>
    public string? Error { get; }

    /// <summary>Gets the exception behind <see cref="Error"/>.</summary>
    public Exception? Exception { get; }

    /// <summary>Whether there is a prediction.</summary>
    [MemberNotNullWhen(true, nameof(Prediction))]
    [MemberNotNullWhen(false, nameof(Error), nameof(Exception))]
    public bool Succeeded => Prediction is not null;

    /// <summary>Gets a text for people, e.g. <c>a.mp3: jazz 83.1 %, blues 9.0 %, …</c>, or why there is no prediction.</summary>
    public override string ToString() => Succeeded ? $"{Path}: {Prediction}" : Error;
}
