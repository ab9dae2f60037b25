namespace ReadyGenres;

/// <summary>A track as the tool knows it.</summary>
/// <param name="Path">Its path, relative to its folder.</param>
/// <param name="Genre">Its genre; empty where it has no label.</param>
/// <param name="Artist">Its artist; empty where unknown.</param>
/// <param name="Fold">Its fold; −1 where it has none.</param>
/// <param name="Embedding">The mean of the embeddings of its segments of five seconds.</param>
/// <param name="Tags">The mean tags of each teacher, as it gives them.</param>
internal sealed record HeardTrack(
    string Path, string Genre, string Artist, int Fold, float[] Embedding, IReadOnlyDictionary<string, float[]> Tags);
