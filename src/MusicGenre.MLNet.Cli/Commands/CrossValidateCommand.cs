using System.CommandLine;
using System.Diagnostics;
using MusicGenre.MLNet.Cli.Output;
using MusicGenre.MLNet.Evaluation;
using MusicGenre.MLNet.Training;

namespace MusicGenre.MLNet.Cli.Commands;

/// <summary>The command <c>crossvalidate</c>: figures over folds, or on a published split; nothing is saved.</summary>
internal sealed class CrossValidateCommand : ToolCommand
{
    private readonly Argument<string> _data = CommonOptions.Data();
    private readonly Option<int?> _folds = CommonOptions.Folds();
    private readonly TrainingOptions _training;
    private readonly ResultOptions _results = ResultOptions.OfTraining();

    public CrossValidateCommand(Session session, ILearners learners)
        : base(
            session,
            "crossvalidate",
            "Measure how well a classifier learns a folder of music: every track is answered by one that never saw it.",
            learners)
    {
        _training = new TrainingOptions(learners, "It is one split instead of folds.");
        Take(_data, _folds);
        _training.AddTo(this);
        _results.AddTo(this);
        Validators.Add(
            result => CommonOptions.RequireNotBoth(result, _folds, _training.Split, "a published split is one split, not folds."));
    }

    public override IReadOnlyList<Example> Examples =>
    [
        new("crossvalidate music --folds 5 --json figures.json", "every track is answered by a classifier that never heard its artist"),
    ];

    protected override int Run(ParseResult parsed, CancellationToken cancellationToken)
    {
        string data = parsed.GetValue(_data)!;
        Stopwatch clock = _results.Begin(parsed);
        TrainOptions options = _training.Read(parsed, _results.WantsReport(parsed));
        options = options with
        {
            Folds = parsed.GetValue(_folds) ?? options.Folds,
            Learner = options.Learner is HeadLearner head ? head with { RefitOnAllData = false } : options.Learner,
        };
        RunOutcome run = _training.HasSplit(parsed)
            ? HoldOut(data, options, _training.Learner(parsed), cancellationToken)
            : CrossValidate(data, options, _training.Learner(parsed), cancellationToken);
        return _results.Finish(parsed, Session, run, options.Seed, clock, cancellationToken);
    }

    private RunOutcome CrossValidate(string data, TrainOptions options, string learner, CancellationToken cancellationToken)
    {
        Session.Note($"Cross-validating on {data} with {learner}");
        CrossValidationResult result = Session.Progress.Run(
            report => MusicGenreClassifier.CrossValidate(data, options, report, cancellationToken));
        if (result.Folds.Count != options.Folds)
            Session.Note($"The data brings {result.Folds.Count} folds of its own; they were used instead of {options.Folds}.");
        return new RunOutcome(data, result.Pooled, result.Training!) { Folds = result };
    }

    private RunOutcome HoldOut(string data, TrainOptions options, string learner, CancellationToken cancellationToken)
    {
        Session.Note($"Measuring {learner} on {data}, split {CommonOptions.GtzanFiltered}");
        using MusicGenreClassifier trained = Session.Progress.Run(
            report => MusicGenreClassifier.Train(data, options, report, cancellationToken));
        return new RunOutcome(data, trained.HeldOut!, trained.Training!);
    }
}
