namespace MusicGenre.MLNet.Evaluation;

/// <summary>What a classifier said of a track whose genre is known.</summary>
/// <param name="Track">Names the track, e.g. its relative path.</param>
/// <param name="Genre">The true genre.</param>
/// <param name="Probabilities">Shape [genres]: the probability of each genre, 0…1, in the order of the classifier's genres; they sum to 1.</param>
public sealed record ScoredTrack(string Track, string Genre, ReadOnlyMemory<float> Probabilities);
