using System.CommandLine;
using MusicGenre.MLNet.Cli.Classifying;
using MusicGenre.MLNet.Cli.Tagging;

namespace MusicGenre.MLNet.Cli.Commands;

/// <summary>The command <c>tag</c>: writes genres into the tags of files, and brings back what was.</summary>
internal sealed class TagCommand : ToolCommand
{
    private readonly Argument<string[]> _files = CommonOptions.FilesAndFolders();
    private readonly Option<bool> _write = CommonOptions.Flag("--write", "Write. Without it nothing is changed, only told.");
    private readonly Option<bool> _replace = CommonOptions.Flag("--replace", "Also replace genres that are there. Without it they stay.");
    private readonly Option<int?> _top = CommonOptions.Number("--top", "N", 1, "Write the N best genres of each file. Default: 1.");
    private readonly Option<string?> _undo = CommonOptions.Text(
        "--undo", "LOG", "Bring back, byte for byte, what was before the --write that made this log.");

    private readonly Option<string?> _log = CommonOptions.Text(
        "--log", "FILE", "With --write: the log for --undo. Default: a new file in the user's folder, which is named at the end.");

    private readonly Classifiers _classifiers = new();
    private readonly VerdictOptions _verdict = new();

    public TagCommand(Session session)
        : base(session, "tag", "Write genres into the tags of files; audio stays as it is, byte for byte.")
    {
        _files.Arity = ArgumentArity.ZeroOrMore;
        Take(_files, _write, _replace, _top);
        _classifiers.AddTo(this);
        _verdict.AddTo(this);
        Take(_log, _undo);
        Validators.Add(result =>
        {
            bool hasFiles = result.GetResult(_files) is { Tokens.Count: > 0 }, isUndo = result.GetResult(_undo) is not null;
            if (isUndo && (hasFiles || result.GetValue(_write)))
                result.AddError("--undo LOG stands alone: the log names the files.");
            else if (!isUndo && !hasFiles)
                result.AddError("Name files or folders: tag PATH. To bring back what was: tag --undo LOG.");
            if (result.GetResult(_log) is not null && !result.GetValue(_write))
                result.AddError("--log goes with --write only.");
        });
    }

    public override IReadOnlyList<Example> Examples =>
    [
        new("tag ~/Music", "what would be written; nothing is changed"),
        new("tag ~/Music --write --top 2 --min-confidence 0.3", "the two best genres, where there is none and one is probable enough"),
        new("tag ~/Music --write --replace --map my-genres.txt --per-album", "genres of your own list, the same for all files of a folder"),
        new("tag --undo tags-20260131-120000-77.jsonl", "everything as it was"),
    ];

    protected override int Run(ParseResult parsed, CancellationToken cancellationToken)
    {
        if (parsed.GetValue(_undo) is { } undo)
            return Undo(undo, cancellationToken);
        using var log = new UndoLog(parsed.GetValue(_log) ?? UndoLog.NewPath());
        if (parsed.GetValue(_log) is not null && File.Exists(log.Path))
            throw new ToolException($"{log.Path} is there already, and may be needed to bring back what was. Name another log.");
        using MusicGenreClassifier classifier = _classifiers.Open(parsed);
        var source = new PathSource(parsed.GetValue(_files)!, Session.Input);
        Verdict verdict = _verdict.Read(parsed, classifier) with { Top = parsed.GetValue(_top) ?? 1 };
        return new TagRun(classifier, source, verdict, log, Session)
        {
            Write = parsed.GetValue(_write),
            Replace = parsed.GetValue(_replace),
            PerAlbum = parsed.GetValue(_verdict.PerAlbum),
        }.Run(cancellationToken);
    }

    private int Undo(string path, CancellationToken cancellationToken)
    {
        IReadOnlyList<UndoRecord> records = UndoLog.Read(path);
        int done = 0, refused = 0;
        // The last one first: a file may be in a log twice.
        foreach (UndoRecord record in records.Reverse())
        {
            if (cancellationToken.IsCancellationRequested)
                throw new CancelledException($"Cancelled after {done + refused} of {records.Count} files. The same command goes on from there.");
            try
            {
                bool changed = TagWriter.Undo(record);
                done++;
                string was = record.Was.Count > 0 ? string.Join(", ", record.Was) : "no genre";
                Session.Results.WriteLine($"{record.Path}: {(changed ? $"{was} again" : "is as it was")}");
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or InvalidDataException)
            {
                refused++;
                Session.Complain($"{record.Path}: {Problem.OneLine(exception)}");
            }
        }
        return ExitCode.Of(done, refused);
    }
}
