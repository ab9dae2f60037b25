using System.Diagnostics;
using Microsoft.ML;
using MusicGenre.MLNet.Data;

namespace MusicGenre.MLNet.Training;

/// <summary>Trains heads on embedded tracks with the trainer that <see cref="MusicGenreCatalog.GenreClassification"/> shows to everybody.</summary>
/// <param name="genres">The genres in the order of the probabilities.</param>
/// <param name="options">The candidates of the regularisation, the validation part, the seed.</param>
internal sealed class HeadTrainer(IReadOnlyList<string> genres, TrainOptions options)
{
    private readonly MLContext _mlContext = new(options.Seed);
    private readonly Stopwatch _clock = new();

    /// <summary>How long all trainings so far took.</summary>
    public TimeSpan Elapsed => _clock.Elapsed;

    /// <summary>Trains a head, its regularisation chosen on a grouped part of the tracks.</summary>
    public TrainedHead Train(IReadOnlyList<EmbeddedTrack> tracks) => Train(tracks, null, options.L2Candidates);

    /// <summary>Trains a head, its regularisation chosen on the validation tracks.</summary>
    public TrainedHead Train(IReadOnlyList<EmbeddedTrack> tracks, IReadOnlyList<EmbeddedTrack> validation)
        => Train(tracks, validation, options.L2Candidates);

    /// <summary>Trains a head with a regularisation chosen before.</summary>
    public TrainedHead Train(IReadOnlyList<EmbeddedTrack> tracks, float l2) => Train(tracks, null, [l2]);

    private TrainedHead Train(IReadOnlyList<EmbeddedTrack> tracks, IReadOnlyList<EmbeddedTrack>? validation, IReadOnlyList<float> candidates)
    {
        _clock.Start();
        try
        {
            var trials = new List<GenreClassificationMetrics>();
            var settings = new GenreClassificationOptions
            {
                GroupColumnName = nameof(LabeledEmbedding.Group),
                CopyColumnName = nameof(LabeledEmbedding.IsCopy),
                L2Candidates = candidates,
                ValidationSetFraction = options.ValidationSetFraction,
                MetricsCallback = trials.Add,
                Seed = options.Seed,
            };
            if (validation is not null)
                settings = settings with { ValidationSet = View(validation, settings) };
            ITransformer transformer = _mlContext.MulticlassClassification.Trainers.GenreClassification(settings).Fit(View(tracks, settings));
            LinearHead linear = LinearHead.TryExtract([transformer])
                ?? throw new InvalidOperationException("The trained chain holds no logistic regression on standardised embeddings.");
            return new TrainedHead(transformer, linear, trials.Count == 0 ? GenreClassificationTrainer.Middle(candidates) : GenreClassificationTrainer.Best(trials));
        }
        finally
        {
            _clock.Stop();
        }
    }

    private IDataView View(IReadOnlyList<EmbeddedTrack> tracks, GenreClassificationOptions settings)
    {
        Func<GenreTrack, string> group = Groups(tracks);
        LabeledEmbedding[] rows = [.. tracks.Select(t => new LabeledEmbedding
        {
            Embedding = t.Embedding,
            Label = t.Track.Genre,
            Group = group(t.Track),
            IsCopy = t.IsCopy,
        })];
        return new LabeledRows(rows, genres).ToDataView(_mlContext, settings, rows);
    }

    // Near-identical recordings may chain artists together, which no column of the data says.
    private static Func<GenreTrack, string> Groups(IReadOnlyList<EmbeddedTrack> tracks)
    {
        if (tracks.All(t => t.Track.DuplicateGroup is null))
            return track => track.Group;
        Dictionary<string, string> keys = TrackGroup.Of([.. tracks.Select(t => t.Track)])
            .SelectMany(g => g.Tracks.Select(t => (t.Path, g.Key))).ToDictionary(g => g.Path, g => g.Key, StringComparer.Ordinal);
        return track => keys[track.Path];
    }
}
