using MusicGenre.MLNet;

namespace QuickStart.Output;

/// <summary>The answer for a classified file.</summary>
/// <param name="File">The file's path as it was given.</param>
/// <param name="Genre">The most probable genre; null if the file could not be used.</param>
/// <param name="Ranked">All genres, the most probable first; null if the file could not be used.</param>
/// <param name="Error">Why the file could not be used; null if it could.</param>
internal sealed record Answer(string File, string? Genre, IReadOnlyList<GenreProbability>? Ranked, string? Error);
