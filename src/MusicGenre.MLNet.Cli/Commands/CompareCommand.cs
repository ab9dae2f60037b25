using System.CommandLine;
using System.CommandLine.Parsing;
using MusicGenre.MLNet.Backbones;
using MusicGenre.MLNet.Cli.Comparing;

namespace MusicGenre.MLNet.Cli.Commands;

/// <summary>The command <c>compare</c>: several models on the same folds of one folder of music, in one table.</summary>
internal sealed class CompareCommand : ToolCommand
{
    private readonly ILearners _learners;
    private readonly ModelNames _names;
    private readonly Argument<string> _data = CommonOptions.Data();
    private readonly Option<string?> _models;
    private readonly Option<int?> _folds = CommonOptions.Folds();

    private readonly Option<bool> _holdOut = CommonOptions.Flag(
        "--hold-out", "One split instead of a cross-validation, which takes a fifth of the time: the first fold of the folder's tracks.csv "
        + "is held out, or a stratified fifth where there are none.");

    private readonly Option<string?> _split = CommonOptions.Split("Without it the models are cross-validated.");
    private readonly Option<double?> _column = CommonOptions.ColumnSeconds();
    private readonly Option<int?> _epochs = CommonOptions.Number(
        "--epochs", "N", 1, "Train networks for so many epochs at most, for a quick look.");
    private readonly Option<int?> _seed = CommonOptions.Seed("Another seed makes other folds and other networks.");

    private readonly Option<string?> _checkpoints = CommonOptions.Text(
        "--checkpoints",
        "DIR",
        "Keep checkpoints of the networks here: a comparison that was stopped goes on from there to the same result.");

    private readonly Option<string?> _markdown = CommonOptions.Text("--markdown", "OUT", "Write the table as Markdown, too.");
    private readonly Option<string?> _csv = CommonOptions.Text("--csv", "OUT", "Write the table as CSV, too.");

    public CompareCommand(Session session, ILearners learners)
        : base(session, "compare", "Train several models on the same folds of a folder of music and print one table of them.", learners)
    {
        (_learners, _names) = (learners, new ModelNames(learners));
        _models = CommonOptions.Text(
            "--models",
            "NAMES",
            $"What is compared, separated by commas. Backbones, which get a head: {string.Join(", ", BackboneCatalog.Names)}, "
            + $"or the path of an ONNX file.{Networks} Default: {learners.DefaultModels.Replace(",", ", ")}.");
        Take(_data, _models, _folds, _holdOut, _split, _column, _seed);
        if (learners.Networks.Count > 0)
        {
            Add(_epochs);
            Add(_checkpoints);
        }
        Take(_markdown, _csv);
        _models.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: { Length: > 0 } names }])
                _names.CheckAll(result, names);
        });
        Validators.Add(Check);
    }

    /// <summary>Gets what a command line without errors asks for.</summary>
    public CompareOptions Read(ParseResult parsed)
    {
        IReadOnlyList<TrainableModel> models = _names.Read(parsed.GetValue(_models) ?? _learners.DefaultModels);
        var options = new CompareOptions { DataDirectory = parsed.GetValue(_data)!, Models = models };
        return options with
        {
            Folds = parsed.GetValue(_folds) ?? options.Folds,
            HoldOut = parsed.GetValue(_holdOut),
            GtzanFiltered = parsed.GetValue(_split) is not null,
            ColumnSeconds = parsed.GetValue(_column),
            Epochs = parsed.GetValue(_epochs),
            Seed = parsed.GetValue(_seed) ?? options.Seed,
            CheckpointDirectory = parsed.GetValue(_checkpoints),
            MarkdownPath = parsed.GetValue(_markdown),
            CsvPath = parsed.GetValue(_csv),
            IsProblem = IsProblem,
        };
    }

    public override IReadOnlyList<Example> Examples =>
    [
        new("compare music --models mobile,resnet", "one table of both, on the same folds"),
    ];

    protected override int Run(ParseResult parsed, CancellationToken cancellationToken)
        => new ComparisonRun(Read(parsed), Session).Run(cancellationToken);

    private string Networks => _learners.Networks.Count == 0 ? ""
        : $" Networks, which are trained as a whole: {string.Join(", ", _learners.Networks)}. {_learners.Hint}";

    private void Check(CommandResult command)
    {
        CommonOptions.RequireNotBoth(command, _folds, _split, "a published split is one split, not folds.");
        foreach (Option other in (Option[])[_folds, _split])
            CommonOptions.RequireNotBoth(command, _holdOut, other, "it is one split by itself.");
    }
}
