using MusicGenre.MLNet.Data;

namespace MusicGenre.MLNet.Embeddings;

/// <summary>A track with its embedding.</summary>
/// <param name="Track">The track.</param>
/// <param name="Embedding">The mean over the embeddings of its segments.</param>
/// <param name="Copy">The number of the augmented copy that was made of the track; 0 for the track itself.</param>
internal sealed record EmbeddedTrack(GenreTrack Track, float[] Embedding, int Copy = 0)
{
    /// <summary>Whether this is an augmented copy, made here or found on disk.</summary>
    public bool IsCopy => Copy > 0 || Track.IsCopy;
}
