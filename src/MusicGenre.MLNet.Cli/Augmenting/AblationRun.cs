using System.Diagnostics;
using MusicGenre.MLNet.Cli.Output;
using MusicGenre.MLNet.Evaluation;
using MusicGenre.MLNet.Training;

namespace MusicGenre.MLNet.Cli.Augmenting;

/// <summary>
/// Cross-validates heads under every condition, several times. A repeat has one seed for the folds, for the part on which the
/// regularisation is chosen and for what the copies draw, and all conditions have the same repeats.
/// </summary>
internal sealed class AblationRun(AblationOptions options, Session session)
{
    private static readonly float[] QuickCandidates = [1, 10, 100];

    /// <summary>Runs the ablation.</summary>
    /// <param name="done">Is given the table so far: in the first repeat after each condition, later after each repeat.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public TextTable Run(Action<TextTable> done, CancellationToken cancellationToken)
    {
        AblationCondition[] conditions = [.. AblationCondition.Of(options.Plan)];
        TrackScores[] scores = [.. conditions.Select(_ => new TrackScores())];
        session.Note(
            $"{conditions.Length} conditions × {options.Repeats} repeats on {options.DataDirectory} with the backbone {options.Backbone}, "
            + $"{options.Plan.Copies} copies a track");
        var clock = Stopwatch.StartNew();
        TextTable? result = null;
        for (int repeat = 1; repeat <= options.Repeats; repeat++)
        {
            for (int i = 0; i < conditions.Length; i++)
            {
                EvaluationResult pooled = CrossValidate(conditions[i], repeat, cancellationToken).Pooled;
                scores[i].Add(pooled);
                session.Note($"{conditions[i].Name} {repeat}/{options.Repeats}: top-1 {Words.Percent(pooled.Metrics.Top1)}, "
                    + $"log-loss {Words.Fixed(pooled.Metrics.LogLoss)}, {clock.Elapsed:h\\:mm\\:ss}");
                // Rows of different numbers of repeats could not be compared.
                if (repeat > 1 && i < conditions.Length - 1)
                    continue;
                result = Summarize(conditions[..(i + 1)], scores, pooled.Split, repeat);
                done(result);
            }
        }
        return result!;
    }

    private TextTable Summarize(AblationCondition[] conditions, TrackScores[] scores, string split, int repeats)
    {
        string candidates = options.IsQuick ? ", three weights of the L2 penalty tried" : "";
        return AblationTable.Of(
            $"{options.DataDirectory}, {scores[0].Tracks.Count} tracks, {split}, backbone {options.Backbone}, "
            + $"{options.Plan.Copies} {(options.Plan.Copies == 1 ? "copy" : "copies")} of each training track, "
            + $"{Words.Count(repeats, "repeat")}{candidates}",
            [.. conditions.Zip(scores, (condition, its) => AblationRow.Of(condition.Name, its, its == scores[0] ? null : scores[0]))]);
    }

    private CrossValidationResult CrossValidate(AblationCondition condition, int repeat, CancellationToken cancellationToken)
    {
        var settings = new TrainOptions
        {
            Learner = new HeadLearner
            {
                Backbone = options.Backbone,
                L2Candidates = options.IsQuick ? QuickCandidates : new HeadLearner().L2Candidates,
            },
            Folds = options.Folds,
            Seed = repeat,
            Augmentation = condition.Plan is null ? null : condition.Plan with { Seed = repeat },
            WorkspacePath = options.CacheDirectory,
        };
        string name = $"{condition.Name} {repeat}/{options.Repeats}";
        return session.Progress.Run(
            name,
            report => MusicGenreClassifier.CrossValidate(options.DataDirectory, settings, report, cancellationToken),
            value => value.Stage is TrainStage.Augmenting or TrainStage.Training ? $"{name}: {value.Stage}".ToLowerInvariant() : null);
    }
}
