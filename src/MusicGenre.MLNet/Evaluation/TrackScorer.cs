using System.Numerics.Tensors;
using MusicGenre.MLNet.Training;

namespace MusicGenre.MLNet.Evaluation;

/// <summary>Lets a head answer for tracks. Files that are segments of one track give one answer: the head's for the mean
/// of their embeddings. Augmented copies give none.</summary>
internal static class TrackScorer
{
    public static IReadOnlyList<ScoredTrack> Score(LinearHead head, IReadOnlyList<EmbeddedTrack> tracks)
        => [.. tracks.Where(t => !t.IsCopy).GroupBy(t => t.Track.TrackId, StringComparer.Ordinal).Select(files => Score(head, [.. files]))];

    private static ScoredTrack Score(LinearHead head, EmbeddedTrack[] files)
    {
        float[] mean = files[0].Embedding;
        if (files.Length > 1)
        {
            mean = new float[mean.Length];
            foreach (EmbeddedTrack file in files)
                TensorPrimitives.Add(mean, file.Embedding, mean);
            TensorPrimitives.Divide(mean, files.Length, mean);
        }
        return new ScoredTrack(files[0].Track.RelativePath, files[0].Track.Genre, head.Score(mean));
    }
}
