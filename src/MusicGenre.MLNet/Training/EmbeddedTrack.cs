using MusicGenre.MLNet.Data;

namespace MusicGenre.MLNet.Training;

/// <summary>A track with its embedding.</summary>
/// <param name="Track">The track.</param>
/// <param name="Embedding">The mean over the embeddings of its segments.</param>
/// <param name="Copy">The number of the augmented copy that was looked at; 0: the track itself.</param>
internal sealed record EmbeddedTrack(GenreTrack Track, float[] Embedding, int Copy = 0)
{
    public bool IsCopy => Copy > 0;
}
