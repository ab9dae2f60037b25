using System.CommandLine;
using System.Diagnostics;
using MusicGenre.MLNet.Cli.Output;
using MusicGenre.MLNet.Cli.Streaming;
using MusicGenre.MLNet.Training;

namespace MusicGenre.MLNet.Cli.Commands;

/// <summary>The command <c>train</c>: measures on tracks that are held out, learns from all of them, and saves the model.</summary>
internal sealed class TrainCommand : ToolCommand
{
    private readonly Argument<string?> _data = new(CommonOptions.DataName)
    {
        Description = CommonOptions.Data().Description,
        Arity = ArgumentArity.ZeroOrOne,
    };

    private readonly Option<string[]?> _embeddings = new("--embeddings")
    {
        HelpName = "PART",
        Description = "Learn from embeddings that the command embed wrote, Parquet files or folders of them, instead of a folder of music: "
            + "as many as there are, in little memory.",
        AllowMultipleArgumentsPerToken = true,
    };

    private readonly Option<string?> _labels = CommonOptions.Text(
        "--labels", "FILE", "With --embeddings: the genres, CSV with the columns path and genre, and artist if it is known.");

    private readonly Option<string?> _output = CommonOptions.Text("--output", "MODEL", "Where the model goes. Default: genres.zip.", "-o");
    private readonly TrainingOptions _training;
    private readonly ResultOptions _results = ResultOptions.OfTraining();

    public TrainCommand(Session session, ILearners learners)
        : base(session, "train", "Train a classifier on a folder of music and save it as one file.", learners)
    {
        _training = new TrainingOptions(learners, "Without it a stratified fifth is held out for the figures.");
        Take(_data, _output, _embeddings, _labels);
        _training.AddTo(this);
        _results.AddTo(this);
        Validators.Add(result =>
        {
            bool embedded = result.GetResult(_embeddings) is not null, labelled = result.GetResult(_labels) is not null;
            bool folder = result.GetResult(_data) is { Tokens.Count: > 0 };
            if (!embedded && !folder)
                result.AddError("Required argument missing for command: 'train'. Name a folder of music, or --embeddings and --labels.");
            if (embedded != labelled)
                result.AddError("--embeddings and --labels go together.");
            if (embedded && folder)
                result.AddError("--embeddings takes the place of a folder of music: name either.");
            if (embedded)
                _training.RequireForEmbeddings(result);
        });
    }

    public override IReadOnlyList<Example> Examples =>
    [
        new("train music", "learn the folders of music, show held-out figures, save genres.zip"),
        new("train music -o my.zip --backbone resnet --report report", "another backbone, and a report to read"),
        new("train --embeddings tracks.parquet --labels genres.csv", "learn from a million tracks that were embedded before"),
    ];

    protected override int Run(ParseResult parsed, CancellationToken cancellationToken)
    {
        string model = parsed.GetValue(_output) ?? "genres.zip";
        OutputFile.EnsureFoldersOf(model);
        Stopwatch clock = _results.Begin(parsed);
        RunOutcome run = parsed.GetValue(_embeddings) is { Length: > 0 } parts
            ? TrainOnEmbeddings(parsed, parts, model, cancellationToken)
            : TrainOnMusic(parsed, parsed.GetValue(_data)!, model, cancellationToken);
        int exitCode = _results.Finish(parsed, Session, run, _training.SeedOf(parsed), clock, cancellationToken);
        Session.Note(FormattableString.Invariant($"Model saved to {model} ({new FileInfo(model).Length / 1024.0:0} KiB)"));
        return exitCode;
    }

    private RunOutcome TrainOnEmbeddings(ParseResult parsed, string[] named, string model, CancellationToken cancellationToken)
    {
        string[] parts = [.. MergeCommand.Expand(named)];
        if (parts.Length == 0)
            throw new ToolException($"There are no parts (*.parquet) in {string.Join(", ", named)}.");
        var labels = LabelTable.Read(parsed.GetValue(_labels)!, cancellationToken);
        return new EmbeddingTraining(parts, labels, _training.SeedOf(parsed), Session, cancellationToken)
        {
            Backbone = _training.BackboneOf(parsed),
        }.Run(model);
    }

    private RunOutcome TrainOnMusic(ParseResult parsed, string data, string model, CancellationToken cancellationToken)
    {
        Session.Note($"Training on {data} with {_training.Learner(parsed)}");
        TrainOptions options = _training.Read(parsed, _results.WantsReport(parsed));
        using MusicGenreClassifier classifier = Session.Progress.Run(
            report => MusicGenreClassifier.Train(data, options, report, cancellationToken));
        classifier.Save(model);
        return new RunOutcome(data, classifier.HeldOut!, classifier.Training!) { Model = model };
    }
}
