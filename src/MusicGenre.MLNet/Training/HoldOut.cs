using MusicGenre.MLNet.Backbones;
using MusicGenre.MLNet.Common;
using MusicGenre.MLNet.Data;
using MusicGenre.MLNet.Evaluation;
using MusicGenre.MLNet.Evaluation.Leaks;
using MusicGenre.MLNet.Models;

namespace MusicGenre.MLNet.Training;

/// <summary>
/// Trains a model on the training part and measures it on the held-out part; then, if the learner is set so, trains the delivered model on
/// all tracks.
/// </summary>
internal static class HoldOut
{
    public static (GenreModel Model, EvaluationResult HeldOut) Train(string directory, TrainOptions options, WorkContext context)
    {
        using TrainingSession session = TrainingSession.Open(directory, options, context);
        Learning learning = session.Learning;
        IReadOnlyList<GenreTrack> all = session.Dataset.Tracks;
        HeldOutSplit split = HeldOutSplit.Of(session.Dataset, options);
        int steps = learning.RefitsOnAllData ? 2 : 1;

        learning.Prepare(split.Train);
        context.Report(TrainStage.Training, 0, steps, split.Description);
        TrainedClassifier classifier = learning.Train(new TrainingPart("held out", split.Train, split.Validation));
        try
        {
            context.CancellationToken.ThrowIfCancellationRequested();
            context.Report(TrainStage.Evaluating, 0, split.Test.Count);
            classifier = session.Calibrate(split.Whole.Train, classifier, "held out");
            EvaluationResult heldOut = session.Measure(classifier, split.Test, split.Description);
            TimeSpan elapsed = classifier.Elapsed;
            if (learning.RefitsOnAllData)
            {
                // The figures are taken: from here on what was held out is learned from like the rest.
                learning.Prepare(all);
                context.Report(TrainStage.Training, 1, steps, "all tracks");
                classifier = session.CalibrateLike(
                    learning.Train(new TrainingPart("all tracks", all, Like: classifier)), all, classifier);
                elapsed += classifier.Elapsed;
            }
            context.CancellationToken.ThrowIfCancellationRequested();
            // Last, because it makes copies of held-out tracks, which nothing above may learn from unasked.
            TrainingSummary summary = session.Summarize([classifier], elapsed);
            EvaluationResult? random = options.AlsoRandom ? new RandomSplits(session).HoldOut(split) : null;
            context.Report(TrainStage.Done, steps, steps);
            EvaluationOrigin origin = session.Origin(SplitCheck.Of([split.Whole], session.Duplicates, split.Grouping), summary);
            int learned = learning.RefitsOnAllData ? all.Count : split.Train.Count;
            Backbone backbone = learning.Deliver(classifier);
            var model = new GenreModel(backbone, classifier.Head, Describe(backbone, session, learned, classifier, heldOut))
            {
                Trust = classifier.Trust,
            };
            return (model, heldOut with { Origin = origin, Random = random });
        }
        catch
        {
            classifier.Dispose();
            throw;
        }
    }

    private static ModelManifest Describe(
        Backbone backbone, TrainingSession session, int trainingTracks, TrainedClassifier classifier, EvaluationResult heldOut) => new()
        {
            Format = ModelManifest.CurrentFormat,
            LibraryVersion = Library.Version,
            Created = DateTimeOffset.UtcNow,
            Genres = session.Dataset.Genres,
            Backbone = backbone.Description,
            BackboneHash = backbone.Hash,
            Segments = session.Options.Segments,
            TrainingTracks = trainingTracks,
            LearnedFromPictures = session.Pictures.Any,
            LearnedFromColors = session.Pictures.InColors > 0,
            L2Regularization = classifier.Head.L2Regularization ?? 0,
            RefitOnAllData = session.Learning.RefitsOnAllData,
            HeldOut = EvaluationSummary.From(heldOut),
            Temperature = classifier.Temperature?.Temperature,
        };
}
