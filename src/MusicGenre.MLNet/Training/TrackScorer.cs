using MusicGenre.MLNet.Common;
using MusicGenre.MLNet.Embeddings;
using MusicGenre.MLNet.Evaluation;
using MusicGenre.MLNet.Heads;

namespace MusicGenre.MLNet.Training;

/// <summary>Lets a head answer for tracks. Files that are segments of one track give one answer: the head's for the mean
/// of their embeddings. Augmented copies give none.</summary>
internal static class TrackScorer
{
    public static IReadOnlyList<ScoredTrack> Score(LinearHead head, IReadOnlyList<EmbeddedTrack> tracks)
        => [.. tracks.Where(t => !t.IsCopy).GroupBy(t => t.Track.TrackId, StringComparer.Ordinal).Select(files => Score(head, [.. files]))];

    private static ScoredTrack Score(LinearHead head, EmbeddedTrack[] files)
        => new(files[0].Track.RelativePath, files[0].Track.Genre, head.Score(Mean.Of([.. files.Select(f => f.Embedding)])));
}
