using System.CommandLine;
using System.Diagnostics;
using MusicGenre.MLNet.Cli.Output;
using MusicGenre.MLNet.Data;
using MusicGenre.MLNet.Evaluation;
using MusicGenre.MLNet.Training;

namespace MusicGenre.MLNet.Cli.Commands;

/// <summary>
/// The commands <c>evaluate</c> and <c>report</c>: measure a model, or the ready-made classifier, on a folder of music. Nothing is trained.
/// </summary>
internal sealed class EvaluateCommand : ToolCommand
{
    private readonly Argument<string> _model = new("MODEL")
    {
        Description = "A model that the command train wrote. Left out with --pretrained.",
    };

    private readonly Argument<string?> _data = new("DIR")
    {
        Description = "A folder of music that the model did not learn from, with one sub-folder a genre: audio files or spectrogram PNGs.",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private readonly Option<bool> _pretrained = CommonOptions.Flag(
        "--pretrained", "Measure the ready-made classifier, restricted to the genres of the folder, instead of a MODEL.");

    private readonly Option<int?> _seed = CommonOptions.Seed("The seed of the intervals.");
    private readonly Option<string?> _cache = CommonOptions.Cache();
    private readonly Option<string?> _save = CommonOptions.Text(
        "--save", "OUT", "With --pretrained: save the classifier of the folder's genres as a model.");
    private readonly ResultOptions _results;

    private EvaluateCommand(Session session, string name, string description, ResultOptions results)
        : base(session, name, description)
    {
        _results = results;
        Take(_model, _data, _pretrained, _save, _seed, _cache);
        _results.AddTo(this);
        Validators.Add(result =>
        {
            if (result.GetResult(_save) is not null && !result.GetValue(_pretrained))
                result.AddError("--save goes with --pretrained only.");
            bool both = result.GetResult(_data) is { Tokens.Count: 1 }, any = result.GetResult(_model) is { Tokens.Count: 1 };
            if (both && result.GetValue(_pretrained))
                result.AddError("--pretrained takes a folder only, no model.");
            else if (any && !both && !result.GetValue(_pretrained))
                result.AddError(
                    $"Name a model and a folder of music: {name} MODEL DIR. For the ready-made classifier: {name} --pretrained DIR.");
        });
    }

    /// <summary>Creates the command <c>evaluate</c>.</summary>
    public static EvaluateCommand Create(Session session)
        => new(
            session,
            "evaluate",
            "Measure a model, or the ready-made classifier, on a folder of music.",
            new ResultOptions(ResultOptions.Report()));

    /// <summary>Creates the command <c>report</c>: the same, with a report.</summary>
    public static EvaluateCommand CreateReport(Session session)
    {
        Option<string?> folder = CommonOptions.Text("--output", "DIR", "The folder of the report.", "-o");
        folder.Required = true;
        string description = "Measure a model like evaluate and write a report: a web page, pictures, JSON, CSV, a model card.";
        return new EvaluateCommand(session, "report", description, new ResultOptions(folder));
    }

    public override IReadOnlyList<Example> Examples => Name == "report"
        ?
        [
            new("report genres.zip other-music -o report", "figures of a model on music that it did not learn from, to read"),
            new("report --pretrained music -o report", "the same of the ready-made classifier"),
        ]
        :
        [
            new("evaluate genres.zip other-music", "figures of a model on music that it did not learn from"),
            new("evaluate --pretrained music --json figures.json", "the ready-made classifier, for the genres that the folders name"),
        ];

    protected override int Run(ParseResult parsed, CancellationToken cancellationToken)
    {
        string first = parsed.GetValue(_model)!, data = parsed.GetValue(_data) ?? first;
        OutputFile.EnsureFoldersOf(parsed.GetValue(_save));
        Stopwatch clock = _results.Begin(parsed);
        bool pretrained = parsed.GetValue(_pretrained);
        using MusicGenreClassifier classifier = pretrained ? Ready(data, cancellationToken) : MusicGenreClassifier.Load(first);
        string name = pretrained ? "the pretrained classifier" : first;
        Session.Note($"Evaluating {name} on {data}, restricted to {string.Join(", ", classifier.Genres)}");
        var evaluating = Stopwatch.StartNew();
        int seed = parsed.GetValue(_seed) ?? CommonOptions.DefaultSeed;
        var options = new TrainOptions { Seed = seed, WorkspacePath = parsed.GetValue(_cache) };
        EvaluationResult result = Session.Progress.Run(report => classifier.Evaluate(data, options, report, cancellationToken));
        if (parsed.GetValue(_save) is { } model)
            classifier.Save(model);
        string backbone = classifier.Manifest.Backbone.Name;
        var run = new RunOutcome(data, result)
        {
            Title = $"Results of {name}{(pretrained ? ", which learned from none of these tracks' labels" : "")}",
            Backbone = pretrained ? $"{backbone} (pretrained)" : backbone,
            EmbeddingTime = evaluating.Elapsed,
            Model = parsed.GetValue(_save),
        };
        return _results.Finish(parsed, Session, run, seed, clock, cancellationToken);
    }

    private static MusicGenreClassifier Ready(string data, CancellationToken cancellationToken)
    {
        GenreDataset folder = GenreDataset.Open(data, new DatasetOptions { RequireTrainable = false }, cancellationToken);
        try
        {
            return MusicGenreClassifier.Pretrained(folder.Genres);
        }
        catch (ArgumentException exception)
        {
            // The genres come from the folder, so it is the folder that something is wrong with.
            throw new DatasetException(
                $"The genres of {folder.Directory} do not suit the pretrained classifier. {exception.Message}", exception);
        }
    }
}
