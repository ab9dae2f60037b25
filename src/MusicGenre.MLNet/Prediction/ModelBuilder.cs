using MusicGenre.MLNet.Backbones;
using MusicGenre.MLNet.Data;
using MusicGenre.MLNet.Evaluation;
using MusicGenre.MLNet.Training;

namespace MusicGenre.MLNet.Prediction;

/// <summary>Trains a model: a head on the training part, its figures on the held-out part, then, if wanted, the delivered head on everything.</summary>
internal static class ModelBuilder
{
    public static (GenreModel Model, EvaluationResult HeldOut, TrainingSummary Summary) Build(
        string directory, TrainOptions options, IProgress<TrainProgress>? progress, CancellationToken cancellationToken)
    {
        Backbone backbone = BackboneCatalog.Open(options.Backbone);
        try
        {
            EmbeddedDataset data = TrainingData.Read(directory, backbone, options, progress, cancellationToken);
            return Build(data, backbone, options, progress, cancellationToken);
        }
        catch
        {
            // Nobody else knows of the backbone yet.
            backbone.Dispose();
            throw;
        }
    }

    private static (GenreModel, EvaluationResult, TrainingSummary) Build(
        EmbeddedDataset data, Backbone backbone, TrainOptions options, IProgress<TrainProgress>? progress, CancellationToken cancellationToken)
    {
        IReadOnlyList<string> genres = data.Dataset.Genres;
        HeldOutSplit split = HeldOutSplit.Of(data.Dataset, options);
        var trainer = new HeadTrainer(genres, options);
        int steps = options.RefitOnAllData ? 2 : 1;

        progress?.Report(new TrainProgress(TrainStage.Training, 0, steps, split.Description));
        TrainedHead head = split.Validation is null
            ? trainer.Train(data.Of(split.Train))
            : trainer.Train(data.Of(split.Train), data.Of(split.Validation));
        cancellationToken.ThrowIfCancellationRequested();

        progress?.Report(new TrainProgress(TrainStage.Evaluating, 0, split.Test.Count));
        EvaluationResult heldOut = EvaluationResult.Create(
            genres, TrackScorer.Score(head.Linear, data.Of(split.Test)), data.Dataset.Skipped, split.Description, options.Seed);

        if (options.RefitOnAllData)
        {
            progress?.Report(new TrainProgress(TrainStage.Training, 1, steps, "all tracks"));
            head = trainer.Train(data.Tracks, head.L2Regularization);
        }
        cancellationToken.ThrowIfCancellationRequested();
        progress?.Report(new TrainProgress(TrainStage.Done, steps, steps));
        var manifest = new ModelManifest
        {
            Format = ModelManifest.CurrentFormat,
            LibraryVersion = Library.Version,
            Created = DateTimeOffset.UtcNow,
            Genres = genres,
            Backbone = backbone.Description,
            BackboneHash = backbone.Hash,
            Segments = options.Segments,
            TrainingTracks = options.RefitOnAllData ? data.Tracks.Count : split.Train.Count,
            L2Regularization = head.L2Regularization,
            RefitOnAllData = options.RefitOnAllData,
            HeldOut = HeldOutMetrics.From(heldOut),
        };
        var summary = new TrainingSummary
        {
            Tracks = data.Tracks.Count,
            Genres = genres,
            Skipped = data.Dataset.Skipped,
            Backbone = backbone.Name,
            L2Regularization = [head.L2Regularization],
            EmbeddingsFromCache = data.FromCache,
            EmbeddingTime = data.Elapsed,
            TrainingTime = trainer.Elapsed,
        };
        return (new GenreModel(backbone, head, manifest), heldOut, summary);
    }
}
