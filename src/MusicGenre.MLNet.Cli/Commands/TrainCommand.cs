using System.CommandLine;
using System.Diagnostics;
using MusicGenre.MLNet.Cli.Output;
using MusicGenre.MLNet.Training;

namespace MusicGenre.MLNet.Cli.Commands;

/// <summary>The command <c>train</c>: measures on tracks that are held out, learns from all of them, and saves the model.</summary>
internal sealed class TrainCommand : ToolCommand
{
    private readonly Argument<string> _data = CommonOptions.Data();
    private readonly Option<string?> _output = CommonOptions.Text("--output", "MODEL", "Where the model goes. Default: genres.zip.", "-o");
    private readonly TrainingOptions _training;
    private readonly ResultOptions _results = ResultOptions.OfTraining();

    public TrainCommand(Session session, ILearners learners)
        : base(session, "train", "Train a classifier on a folder of music and save it as one file.", learners)
    {
        _training = new TrainingOptions(learners, "Without it a stratified fifth is held out for the figures.");
        Take(_data, _output);
        _training.AddTo(this);
        _results.AddTo(this);
    }

    public override IReadOnlyList<Example> Examples =>
    [
        new("train music", "learn the folders of music, show held-out figures, save genres.zip"),
        new("train music -o my.zip --backbone resnet --report report", "another backbone, and a report to read"),
    ];

    protected override int Run(ParseResult parsed, CancellationToken cancellationToken)
    {
        string data = parsed.GetValue(_data)!, model = parsed.GetValue(_output) ?? "genres.zip";
        OutputFile.EnsureFoldersOf(model);
        Stopwatch clock = _results.Begin(parsed);
        Session.Note($"Training on {data} with {_training.Learner(parsed)}");
        TrainOptions options = _training.Read(parsed, _results.WantsReport(parsed));
        using MusicGenreClassifier classifier = Session.Progress.Run(
            report => MusicGenreClassifier.Train(data, options, report, cancellationToken));
        classifier.Save(model);
        var run = new RunOutcome(data, classifier.HeldOut!, classifier.Training!) { Model = model };
        int exitCode = _results.Finish(parsed, Session, run, _training.SeedOf(parsed), clock, cancellationToken);
        Session.Note(FormattableString.Invariant($"Model saved to {model} ({new FileInfo(model).Length / 1024.0:0} KiB)"));
        return exitCode;
    }
}
