using MusicGenre.MLNet.Prediction;

namespace MusicGenre.MLNet.Cli.Classifying;

/// <summary>What the classifier says of a file or an album, in its own genres; or why it says nothing.</summary>
/// <param name="Path">The path as it was given.</param>
/// <param name="Ranked">All genres, the most probable first; null if the file could not be used.</param>
/// <param name="Taggram">The same for each segment; null for an album.</param>
/// <param name="Error">Why the file could not be used; null if it could.</param>
/// <param name="IsUnknown">Whether it is like nothing that the classifier knows.</param>
internal sealed record Answer(string Path, IReadOnlyList<GenreProbability>? Ranked, Taggram? Taggram, string? Error, bool IsUnknown = false)
{
    /// <summary>Gets the answer for a file.</summary>
    public static Answer Of(PredictionResult result)
        => new(result.Path, result.Prediction?.Ranked, result.Prediction?.Taggram, result.Error, result.Prediction?.IsUnknown ?? false);

    /// <summary>Gets the answer for a path that could not be used.</summary>
    public static Answer Refused(string path, string reason) => new(path, null, null, reason);
}
