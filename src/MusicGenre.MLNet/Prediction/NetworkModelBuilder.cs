using Microsoft.ML;
using MusicGenre.MLNet.Backbones;
using MusicGenre.MLNet.Data;
using MusicGenre.MLNet.Evaluation;
using MusicGenre.MLNet.Evaluation.Duplicates;
using MusicGenre.MLNet.Training;
using MusicGenre.MLNet.Training.Networks;
using MusicGenre.MLNet.Training.Pipeline;

namespace MusicGenre.MLNet.Prediction;

/// <summary>Trains a whole network into a model: the network on the training part, stopped by its validation part, its figures on the held-out part.</summary>
internal static class NetworkModelBuilder
{
    public static (GenreModel Model, EvaluationResult HeldOut, TrainingSummary Summary) Build(
        string directory, TrainOptions options, IProgress<TrainProgress>? progress, CancellationToken cancellationToken)
    {
        NetworkDataset data = NetworkData.Read(directory, options, progress, cancellationToken);
        IReadOnlyList<string> genres = data.Dataset.Genres;
        DuplicateReport? duplicates = DuplicateFinder.FindIfAsked(data.Dataset, options, progress, cancellationToken);
        GenreDataset dataset = duplicates is { Grouped: true } ? data.Dataset.KeepTogether(duplicates.Groups) : data.Dataset;
        HeldOutSplit split = HeldOutSplit.Of(dataset, options);
        var run = new NetworkRun(data, options);
        progress?.Report(new TrainProgress(TrainStage.Training, 0, 1, split.Description));
        TrainedNetwork trained = run.Train("held out", split.Train, split.Validation, progress, cancellationToken);
        var backbone = new OnnxBackbone(trained.Description, trained.Onnx);
        TrainedHead head = SoftmaxHead.Create(new MLContext(options.Seed).RegisterMusicGenre(), genres);
        progress?.Report(new TrainProgress(TrainStage.Evaluating, 0, split.Test.Count));
        EvaluationResult heldOut = EvaluationResult.Create(
            genres, TrackScorer.Score(head.Linear, run.Look(backbone, split.Test, cancellationToken)), data.Dataset.Skipped, split.Description, options.Seed);
        progress?.Report(new TrainProgress(TrainStage.Done, 1, 1));
        TrainOptions notRefit = options with { RefitOnAllData = false };
        ModelManifest manifest = ModelBuilder.Describe(backbone, genres, notRefit, split.Train.Count, 0, heldOut);
        TrainingSummary summary = NetworkData.Summarize(data, options, run, [("held out", trained)]);
        heldOut = heldOut with { Origin = EvaluationOrigin.Of(dataset, split.Check(duplicates), options, summary, duplicates) };
        return (new GenreModel(backbone, head, manifest), heldOut, summary);
    }
}
