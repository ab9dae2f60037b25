using MusicGenre.MLNet.Prediction;

namespace MusicGenre.MLNet.Cli.Output;

/// <summary>The answer for a segment of a file, for programs.</summary>
/// <param name="Start">Where it begins, in seconds.</param>
/// <param name="End">Where it ends, in seconds.</param>
/// <param name="Genre">The most probable genre.</param>
/// <param name="Confidence">Its probability.</param>
/// <param name="Ranked">The most probable genres, the best first.</param>
internal sealed record ClassifiedSegment(
    double Start, double End, string Genre, float Confidence, IReadOnlyList<GenreProbability> Ranked);
