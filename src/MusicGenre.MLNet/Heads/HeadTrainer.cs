using Microsoft.ML;
using MusicGenre.MLNet.Data;
using MusicGenre.MLNet.Embeddings;

namespace MusicGenre.MLNet.Heads;

/// <summary>Trains heads on embedded tracks with the trainer that <see cref="MLContextExtensions.GenreClassification"/> shows to
/// everybody.</summary>
/// <param name="genres">The genres in the order of the probabilities.</param>
/// <param name="validationFraction">The part of the tracks, 0…1, that the regularisation is chosen on.</param>
/// <param name="seed">Seeds the choice of that part.</param>
internal sealed class HeadTrainer(IReadOnlyList<string> genres, double validationFraction, int seed)
{
    /// <summary>Gets what standardized values are multiplied with; see <see cref="EqualWeights"/>.</summary>
    public IReadOnlyList<float>? FeatureWeights { get; init; }

    /// <summary>Trains a head.</summary>
    /// <param name="tracks">The tracks to learn from.</param>
    /// <param name="validation">The tracks that the regularisation is chosen on; <see langword="null"/>: a grouped part of the
    /// others.</param>
    /// <param name="candidates">The weights of the L2 penalty that are tried.</param>
    /// <param name="cancellationToken">Stops between two trainings.</param>
    public TrainedHead Train(
        IReadOnlyList<EmbeddedTrack> tracks, IReadOnlyList<EmbeddedTrack>? validation, IReadOnlyList<float> candidates,
        CancellationToken cancellationToken = default)
    {
        var options = new GenreClassificationOptions
        {
            L2Candidates = candidates, ValidationSetFraction = validationFraction, Seed = seed, FeatureWeights = FeatureWeights,
        };
        return new GenreClassificationTrainer(new MLContext(seed), options)
            .Train(new LabeledRows(Rows(tracks), genres), validation is null ? null : Rows(validation), cancellationToken);
    }

    private static LabeledEmbedding[] Rows(IReadOnlyList<EmbeddedTrack> tracks)
    {
        Func<GenreTrack, string> group = Groups(tracks);
        return [.. tracks.Select(t => new LabeledEmbedding
        {
            Embedding = t.Embedding,
            Label = t.Track.Genre,
            Group = group(t.Track),
            IsCopy = t.IsCopy,
        })];
    }

    // Near-identical recordings may chain artists together, which no column of the data says.
    private static Func<GenreTrack, string> Groups(IReadOnlyList<EmbeddedTrack> tracks)
    {
        if (tracks.All(t => t.Track.DuplicateGroup is null))
            return track => track.Group;
        Dictionary<string, string> keys = TrackGroup.Of([.. tracks.Select(t => t.Track)])
            .SelectMany(g => g.Tracks.Select(t => (t.Path, g.Key)))
            .DistinctBy(g => g.Path).ToDictionary(g => g.Path, g => g.Key, StringComparer.Ordinal);
        return track => keys[track.Path];
    }
}
