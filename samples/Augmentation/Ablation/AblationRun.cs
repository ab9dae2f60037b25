using System.Diagnostics;
using MusicGenre.MLNet;
using MusicGenre.MLNet.Augmentation;
using MusicGenre.MLNet.Training;
using QuickStart.Output;
using Spectre.Console;

namespace AugmentationSample.Ablation;

/// <summary>
/// Cross-validates heads under every condition, several times. A repeat has one seed for the folds, for the part on which the regularisation is
/// chosen and for what the copies draw, and all conditions have the same repeats.
/// </summary>
internal sealed class AblationRun(AugmentationOptions options, AugmentationPlan plan, IAnsiConsole console, ProgressView progress)
{
    private static readonly float[] QuickCandidates = [1, 10, 100];

    /// <summary>Runs the ablation.</summary>
    /// <param name="done">Is given the table so far: in the first repeat after each condition, later after each repeat.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public AblationResult Run(Action<AblationResult> done, CancellationToken cancellationToken)
    {
        AblationCondition[] conditions = [.. AblationCondition.Of(plan)];
        TrackScores[] scores = [.. conditions.Select(_ => new TrackScores())];
        console.WriteLine($"{conditions.Length} conditions × {options.Repeats} repeats on {options.DataDirectory} with the backbone {options.Backbone}, {plan.Copies} copies a track");
        var clock = Stopwatch.StartNew();
        AblationResult? result = null;
        for (int repeat = 1; repeat <= options.Repeats; repeat++)
        {
            for (int i = 0; i < conditions.Length; i++)
            {
                EvaluationResult pooled = CrossValidate(conditions[i], repeat, cancellationToken).Pooled;
                scores[i].Add(pooled);
                console.WriteLine(FormattableString.Invariant(
                    $"{conditions[i].Name} {repeat}/{options.Repeats}: top-1 {100 * pooled.Metrics.Top1:0.0} %, log-loss {pooled.Metrics.LogLoss:0.000}, {clock.Elapsed:h\\:mm\\:ss}"));
                // Rows of different numbers of repeats could not be compared.
                if (repeat > 1 && i < conditions.Length - 1)
                    continue;
                result = Summarize(conditions[..(i + 1)], scores, pooled.Split, repeat);
                done(result);
            }
        }
        return result!;
    }

    private AblationResult Summarize(AblationCondition[] conditions, TrackScores[] scores, string split, int repeats)
    {
        string candidates = options.IsQuick ? ", three weights of the L2 penalty tried" : "";
        return new AblationResult(
            $"{options.DataDirectory}, {scores[0].Tracks.Count} tracks, {split}, backbone {options.Backbone}, "
            + $"{plan.Copies} {(plan.Copies == 1 ? "copy" : "copies")} of each training track, {repeats} {(repeats == 1 ? "repeat" : "repeats")}{candidates}",
            [.. conditions.Zip(scores, (condition, its) => AblationRow.Of(condition.Name, its, its == scores[0] ? null : scores[0]))]);
    }

    private CrossValidationResult CrossValidate(AblationCondition condition, int repeat, CancellationToken cancellationToken)
    {
        var settings = new TrainOptions
        {
            Learner = options.IsQuick ? Learner.Head(options.Backbone) with { L2Candidates = QuickCandidates } : Learner.Head(options.Backbone),
            Folds = options.Folds,
            Seed = repeat,
            Augmentation = condition.Plan is null ? null : condition.Plan with { Seed = repeat },
            WorkspacePath = options.CacheDirectory,
        };
        return progress.Run(
            condition.Name,
            report => MusicGenreClassifier.CrossValidate(options.DataDirectory!, settings, new Stages(report, $"{condition.Name} {repeat}/{options.Repeats}"), cancellationToken));
    }

    private sealed class Stages(IStepReport report, string name) : IProgress<TrainProgress>
    {
        public void Report(TrainProgress value)
        {
            if (value.Stage == TrainStage.Augmenting)
                report.Show($"{name}: augmenting", value.Completed, value.Total);
            else if (value.Stage == TrainStage.Training)
                report.Show($"{name}: training", value.Completed, value.Total);
        }
    }
}
