using MusicGenre.MLNet.Backbones;
using MusicGenre.MLNet.Data;
using MusicGenre.MLNet.Evaluation;
using MusicGenre.MLNet.Evaluation.Calibration;
using MusicGenre.MLNet.Evaluation.Duplicates;
using MusicGenre.MLNet.Evaluation.Leaks;
using MusicGenre.MLNet.Training;

namespace MusicGenre.MLNet.Prediction;

/// <summary>Trains a model: a head on the training part, its figures on the held-out part, then, if wanted, the delivered head on everything.</summary>
internal static class ModelBuilder
{
    public static (GenreModel Model, EvaluationResult HeldOut, TrainingSummary Summary) Build(
        string directory, TrainOptions options, IProgress<TrainProgress>? progress, CancellationToken cancellationToken)
    {
        if (options.Architecture is not null)
            return NetworkModelBuilder.Build(directory, options, progress, cancellationToken);
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
        DuplicateReport? duplicates = DuplicateFinder.FindIfAsked(data.Dataset, options, progress, cancellationToken);
        if (duplicates is { Grouped: true })
            data = data.KeepTogether(duplicates.Groups);
        IReadOnlyList<string> genres = data.Dataset.Genres;
        HeldOutSplit split = HeldOutSplit.Of(data.Dataset, options);
        var trainer = new HeadTrainer(genres, options);
        var copies = new TrainingCopies(backbone, options);
        int steps = options.RefitOnAllData ? 2 : 1;

        copies.Make(split.Train, progress, cancellationToken);
        progress?.Report(new TrainProgress(TrainStage.Training, 0, steps, split.Description));
        TrainedHead head = split.Validation is null
            ? trainer.Train(copies.With(data.Of(split.Train)))
            : trainer.Train(copies.With(data.Of(split.Train)), data.Of(split.Validation));
        cancellationToken.ThrowIfCancellationRequested();

        progress?.Report(new TrainProgress(TrainStage.Evaluating, 0, split.Test.Count));
        EvaluationResult heldOut = EvaluationResult.Create(
            genres, TrackScorer.Score(head.Linear, data.Of(split.Test)), data.Dataset.Skipped, split.Description, options.Seed);

        TemperatureScaling? temperature = OutOfFoldTemperature.FitIfAsked(
            data, copies, [.. split.Train, .. split.Validation ?? []], head.L2Regularization, options, cancellationToken);

        if (options.RefitOnAllData)
        {
            // The figures are taken: from here on what was held out is learned from like the rest.
            copies.Make(data.Tracks.Select(t => t.Track), progress, cancellationToken);
            progress?.Report(new TrainProgress(TrainStage.Training, 1, steps, "all tracks"));
            head = trainer.Train(copies.With(data.Tracks), head.L2Regularization);
        }
        cancellationToken.ThrowIfCancellationRequested();
        // Last, because it makes copies of held-out tracks, which nothing above may learn from unasked.
        int learnedCopies = copies.Count;
        EvaluationResult? random = new RandomSplits(data, copies, options).HoldOutIfAsked(split, progress, cancellationToken);
        progress?.Report(new TrainProgress(TrainStage.Done, steps, steps));
        int learned = options.RefitOnAllData ? data.Tracks.Count : split.Train.Count;
        ModelManifest manifest = Describe(backbone, genres, options, learned, head.L2Regularization, heldOut);
        var summary = new TrainingSummary
        {
            Tracks = data.Tracks.Count,
            Genres = genres,
            Skipped = data.Dataset.Skipped,
            Backbone = backbone.Name,
            L2Regularization = [head.L2Regularization],
            AugmentedCopies = learnedCopies,
            EmbeddingsFromCache = data.FromCache,
            EmbeddingTime = data.Elapsed,
            TrainingTime = trainer.Elapsed,
        };
        EvaluationOrigin origin = EvaluationOrigin.Of(data.Dataset, split.Check(duplicates), options, summary, duplicates, random);
        return (new GenreModel(backbone, head, manifest), heldOut with { Origin = origin, Temperature = temperature }, summary);
    }

    /// <summary>What a model that was just trained says about itself.</summary>
    public static ModelManifest Describe(
        Backbone backbone, IReadOnlyList<string> genres, TrainOptions options, int trainingTracks, float l2, EvaluationResult heldOut) => new()
        {
            Format = ModelManifest.CurrentFormat,
            LibraryVersion = Library.Version,
            Created = DateTimeOffset.UtcNow,
            Genres = genres,
            Backbone = backbone.Description,
            BackboneHash = backbone.Hash,
            Segments = options.Segments,
            TrainingTracks = trainingTracks,
            L2Regularization = l2,
            RefitOnAllData = options.RefitOnAllData,
            HeldOut = HeldOutMetrics.From(heldOut),
        };
}
