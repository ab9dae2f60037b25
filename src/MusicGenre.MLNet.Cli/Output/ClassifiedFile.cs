using MusicGenre.MLNet.Prediction;

namespace MusicGenre.MLNet.Cli.Output;

/// <summary>The answer for a classified file, for programs.</summary>
/// <param name="Path">The file's path as it was given.</param>
/// <param name="Genre">The most probable genre; null if the file could not be used.</param>
/// <param name="Confidence">Its probability; null if the file could not be used.</param>
/// <param name="Ranked">The most probable genres, the best first; null if the file could not be used.</param>
/// <param name="Error">Why the file could not be used; null if it could.</param>
internal sealed record ClassifiedFile(string Path, string? Genre, float? Confidence, IReadOnlyList<GenreProbability>? Ranked, string? Error)
{
    /// <summary>Gets the answer with its best genres.</summary>
    /// <param name="answer">The answer.</param>
    /// <param name="top">How many genres; null for all.</param>
    public static ClassifiedFile From(PredictionResult answer, int? top) => answer.Prediction is not { } prediction
        ? new ClassifiedFile(answer.Path, null, null, null, answer.Error)
        : new ClassifiedFile(
            answer.Path, prediction.Genre, prediction.Confidence, top is { } most ? prediction.Top(most) : prediction.Ranked, null);
}
