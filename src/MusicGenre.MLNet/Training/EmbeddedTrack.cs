using MusicGenre.MLNet.Data;

namespace MusicGenre.MLNet.Training;

/// <summary>A track with its embedding.</summary>
/// <param name="Track">The track.</param>
/// <param name="Embedding">The mean over the embeddings of its segments.</param>
internal sealed record EmbeddedTrack(GenreTrack Track, float[] Embedding);
