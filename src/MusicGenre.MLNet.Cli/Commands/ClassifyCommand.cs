using System.CommandLine;
using System.CommandLine.Parsing;
using MusicGenre.MLNet.Cli.Classifying;
using MusicGenre.MLNet.Cli.Output;
using MusicGenre.MLNet.Cli.Sharding;
using MusicGenre.MLNet.Cli.Terminal;
using Spectre.Console;

namespace MusicGenre.MLNet.Cli.Commands;

/// <summary>The command <c>classify</c>: tells the genres of files, folders and lists of files. Answers are written as they come.</summary>
internal sealed class ClassifyCommand : ToolCommand
{
    // A file that has not changed for this long is whole.
    private static readonly TimeSpan WatchSettled = TimeSpan.FromSeconds(2), WatchInterval = TimeSpan.FromSeconds(0.5);

    private readonly Argument<string[]> _files = CommonOptions.FilesAndFolders();
    private readonly ShardOptions _shards = new();
    private readonly Classifiers _classifiers = new();
    private readonly VerdictOptions _verdict = new();
    private readonly Option<int?> _top = CommonOptions.Number(
        "--top", "N", 1, "Tell the N best genres of each file. Default: 5 in a table, 1 in CSV, else all.");

    private readonly Option<bool> _taggram = CommonOptions.Flag("--taggram", "Also tell the genres of each segment. Not for CSV.");

    private readonly Option<string?> _format = new("--format", "-f")
    {
        HelpName = "FORMAT",
        Description = "table, for people; json, one array; jsonl, a line of JSON for each file; csv. Default: what the name of --output "
            + "ends in, else table.",
    };

    private readonly Option<string?> _output = CommonOptions.Text(
        "--output", "FILE", "Write the answers into this file instead of to standard output.", "-o");

    private readonly Option<bool> _resume = CommonOptions.Flag(
        "--resume", "Go on with the file of --output (jsonl or csv): what has an answer in it is not classified again.");

    private readonly Option<bool> _watch = CommonOptions.Flag(
        "--watch", "Go on: classify each file once that is put into the folders, as soon as it is whole, until Ctrl+C.");

    public ClassifyCommand(Session session)
        : base(session, "classify", "Tell the genres of files, with the ready-made classifier or a model of your own.")
    {
        Take(_files);
        _classifiers.AddTo(this);
        _verdict.AddTo(this);
        Take(_top, _taggram, _format, _output, _resume, _watch);
        _shards.AddTo(this);
        // A list takes the place of the files.
        _files.Arity = ArgumentArity.ZeroOrMore;
        _format.AcceptOnlyFromAmong("table", "json", "jsonl", "csv");
        Validators.Add(result =>
        {
            if (result.GetResult(_shards.List) is not null)
            {
                CheckList(result);
                return;
            }
            if (result.GetResult(_files) is not { Tokens.Count: > 0 })
                result.AddError("Required argument missing for command: 'classify'. Name files, folders, or a --list.");
            AnswerFormat format = FormatOf(CommonOptions.TextOf(result, _format), CommonOptions.TextOf(result, _output));
            bool hasLines = format is AnswerFormat.Jsonl or AnswerFormat.Csv;
            if (result.GetValue(_resume) && (result.GetResult(_output) is null || !hasLines))
                result.AddError("--resume needs a results file that grows line by line: --output FILE.jsonl or FILE.csv.");
            if (result.GetValue(_taggram) && format == AnswerFormat.Csv)
                result.AddError("--taggram goes with table, json and jsonl, not with csv.");
            if (result.GetValue(_watch) && result.GetValue(_verdict.PerAlbum))
                result.AddError("--watch and --per-album exclude each other: nobody knows when an album is whole.");
            if (result.GetValue(_taggram) && result.GetValue(_verdict.PerAlbum))
                result.AddError("--taggram and --per-album exclude each other: an album has no segments.");
        });
    }

    public override IReadOnlyList<Example> Examples =>
    [
        new("classify song.mp3", "the best genres of a song, with the ready-made classifier"),
        new("classify ~/Music --format csv -o genres.csv --resume", "a whole library; the same command goes on where it was stopped"),
        new("classify ~/Music --genres jazz,rock,classical --min-confidence 0.5", "only these genres, and \"unknown\" where none is sure"),
        new("classify ~/Music --map my-genres.txt --per-album", "genres of your own list, one answer for each folder"),
        new("classify inbox --watch --format jsonl", "each file that is put into a folder, until Ctrl+C"),
        new("classify @list.txt -m genres.zip --format jsonl", "the files of a list, with a model of your own"),
        new("classify --list tracks.txt --shard 0/8 -o part-0.parquet", "the first of eight shares of a list, as Parquet, on a cluster"),
    ];

    protected override int Run(ParseResult parsed, CancellationToken cancellationToken)
    {
        string[] files = parsed.GetValue(_files)!;
        string? output = parsed.GetValue(_output);
        if (parsed.GetValue(_shards.List) is not null)
            return _shards.Run(parsed, Session, output!, () => ShardModel.Of(_classifiers.Open(parsed)), cancellationToken);
        AnswerFormat format = FormatOf(parsed.GetValue(_format), output);
        int? top = parsed.GetValue(_top) ?? DefaultTop(format, files, output is not null);
        if (parsed.GetValue(_watch) && files.FirstOrDefault(file => !Directory.Exists(file)) is { } missing)
            throw new ToolException($"There is no folder {missing}, and --watch takes folders.");
        OutputFile.EnsureFoldersOf(output);
        using MusicGenreClassifier classifier = _classifiers.Open(parsed);
        Verdict verdict = _verdict.Read(parsed, classifier) with { Top = top, WithSegments = parsed.GetValue(_taggram) };
        using ResultsFile? results = OpenResults(output, format, parsed.GetValue(_resume), top ?? 1);
        Session.Detail($"Genres: {string.Join(", ", classifier.Genres)}");
        var source = new PathSource(files, Session.Input);
        var run = new ClassifyRun(classifier, source, verdict, WriterOf(format, results, files, top ?? 1), Session)
        {
            PerAlbum = parsed.GetValue(_verdict.PerAlbum),
            Earlier = parsed.GetValue(_resume) ? results : null,
            IsSeen = results is null && Session.ResultsAreSeen,
        };
        if (!parsed.GetValue(_watch))
            return run.Run(cancellationToken);
        Session.Note($"Watching {string.Join(", ", files)}; Ctrl+C ends it.");
        return run.Watch(new FolderWatch(source, WatchInterval, WatchSettled), cancellationToken);
    }

    // A part holds what the classifier says, in its own words and all of it.
    private void CheckList(CommandResult result)
    {
        if (result.GetResult(_files) is { Tokens.Count: > 0 })
            result.AddError("--list takes the place of files and folders: name either.");
        if (result.GetResult(_output) is null)
            result.AddError("--list needs -o PART.parquet, the file to write.");
        Option[] others = [_top, _taggram, _format, _resume, _watch, .. _verdict.All];
        foreach (Option option in others.Where(option => result.GetResult(option) is { Implicit: false }))
            result.AddError($"{option.Name} does not go with --list, whose Parquet file has all genres and goes on by itself.");
    }

    private static AnswerFormat FormatOf(string? named, string? output)
        => Enum.TryParse(named ?? Path.GetExtension(output)?.TrimStart('.'), ignoreCase: true, out AnswerFormat format)
            ? format
            : AnswerFormat.Table;

    private static ResultsFile? OpenResults(string? output, AnswerFormat format, bool resume, int top)
        => output is null ? null
            : resume ? ResultsFile.Continue(output, format, LineAnswers.TitlesOf(top))
            : ResultsFile.Create(output, format);

    private int? DefaultTop(AnswerFormat format, string[] files, bool toFile) => format switch
    {
        AnswerFormat.Table => toFile || Consoles.IsPlain(Session.Output) || HasCharts(files)
            ? AnswerView.GenresShown
            : AnswerView.GenresOfLine,
        AnswerFormat.Csv => 1,
        _ => null,
    };

    private IAnswerWriter WriterOf(AnswerFormat format, ResultsFile? results, string[] files, int top)
    {
        TextWriter output = results?.Writer ?? Session.Results;
        return format switch
        {
            AnswerFormat.Json => new JsonAnswers(output),
            AnswerFormat.Jsonl => LineAnswers.Json(output),
            AnswerFormat.Csv => LineAnswers.Csv(output, top, results?.IsNew ?? true),
            _ => new AnswerView(results is null ? Session.Output : Consoles.Create(output, plain: true), Session, HasCharts(files)),
        };
    }

    private static bool HasCharts(string[] files) => files.Length <= AnswerView.MostCharts && Array.TrueForAll(files, File.Exists);
}
