using MusicGenre.MLNet.Cli.Classifying;
using MusicGenre.MLNet.Cli.Output;

namespace MusicGenre.MLNet.Cli.Tagging;

/// <summary>Classifies files and writes genres into their tags, or says what it would write.</summary>
internal sealed class TagRun(MusicGenreClassifier classifier, PathSource source, Verdict verdict, UndoLog log, Session session)
{
    private readonly Dictionary<string, IReadOnlyList<string>> _genres = [];
    private int _written, _kept, _unknown, _refused;

    /// <summary>Gets whether files are written.</summary>
    public bool Write { get; init; }

    /// <summary>Gets whether genres that are there are replaced.</summary>
    public bool Replace { get; init; }

    /// <summary>Gets whether the files of a folder get the same genres.</summary>
    public bool PerAlbum { get; init; }

    /// <summary>Works on all files.</summary>
    /// <returns>The exit code.</returns>
    /// <exception cref="CancelledException">It was stopped; no file is half-written.</exception>
    public int Run(CancellationToken cancellationToken)
    {
        try
        {
            IEnumerable<Answer> answers = classifier.PredictMany(
                source.Paths(Refuse, cancellationToken).Where(IsWanted), cancellationToken: cancellationToken).Select(Answer.Of);
            if (PerAlbum)
                foreach (IReadOnlyList<Answer> album in Albums.FilesOf(answers))
                    TagAlbum(album, cancellationToken);
            else
                foreach (Answer answer in answers)
                    Tag(answer.Path, verdict.Of(answer), cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw new CancelledException($"Cancelled. {Summary()}");
        }
        session.Note(Summary());
        return ExitCode.Of(_written + _kept + _unknown, _refused);
    }

    private string Summary()
    {
        string summary = $"{Words.Count(_written, "file")} {(Write ? "written" : "would be written")}, {_kept} kept, {_unknown} unknown, "
            + $"{_refused} could not be used.";
        return !Write ? $"{summary} Nothing was changed; --write does it."
            : log.Count > 0 ? $"{summary} To bring back what was: {System.CommandLine.RootCommand.ExecutableName} tag --undo {log.Path}"
            : summary;
    }

    private bool IsWanted(string path)
    {
        try
        {
            if (!File.Exists(path))
                return true; // the classifier says what is wrong
            if (Path.GetExtension(path).Equals(".png", StringComparison.OrdinalIgnoreCase))
                return false;
            IReadOnlyList<string> genres = FileTags.Read(path);
            if (genres.Count > 0 && !Replace)
            {
                _kept++;
                session.Results.WriteLine($"{path}: keeps {string.Join(", ", genres)}");
                return false;
            }
            _genres[path] = genres;
            return true;
        }
        catch (Exception exception) when (FileTags.IsProblem(exception))
        {
            Refuse(path, $"Its tags cannot be read: {FileTags.Describe(exception)}");
            return false;
        }
    }

    private void TagAlbum(IReadOnlyList<Answer> files, CancellationToken cancellationToken)
    {
        ClassifiedFile? album = Albums.Merge(files) is [.., { Ranked: not null } together] ? verdict.Of(together) : null;
        foreach (Answer file in files)
            Tag(file.Path, file.Ranked is null || album is null ? verdict.Of(file) : album, cancellationToken);
    }

    private void Tag(string path, ClassifiedFile answer, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        _genres.Remove(path, out IReadOnlyList<string>? was);
        if (answer.Error is { } error)
        {
            Refuse(path, error);
            return;
        }
        string best = Words.Invariant($"{answer.Ranked[0]}");
        if (answer.Unknown)
        {
            _unknown++;
            session.Results.WriteLine($"{path}: unknown, at best {best}");
            return;
        }
        string[] genres = [.. answer.Ranked.Select(genre => genre.Genre)];
        if (genres.SequenceEqual(was ?? []))
        {
            _kept++;
            session.Results.WriteLine($"{path}: keeps {string.Join(", ", genres)}");
            return;
        }
        try
        {
            if (Write)
                TagWriter.Write(path, was ?? [], genres, log);
            _written++;
            string instead = was is { Count: > 0 } ? $" in place of {string.Join(", ", was)}" : "";
            session.Results.WriteLine($"{path}: {(Write ? "wrote" : "would write")} {string.Join(", ", answer.Ranked)}{instead}");
        }
        catch (Exception exception) when (FileTags.IsProblem(exception))
        {
            Refuse(path, $"Its tags cannot be written: {FileTags.Describe(exception)}");
        }
    }

    private void Refuse(string path, string reason)
    {
        _refused++;
        session.Complain($"{path}: {reason}");
    }
}
