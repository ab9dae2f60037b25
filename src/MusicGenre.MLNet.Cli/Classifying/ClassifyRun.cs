using MusicGenre.MLNet.Audio;
using MusicGenre.MLNet.Cli.Output;
using MusicGenre.MLNet.Cli.Terminal;
using MusicGenre.MLNet.Prediction;

namespace MusicGenre.MLNet.Cli.Classifying;

/// <summary>Classifies files as they come and writes the answers as they are known. Memory does not grow with their number.</summary>
internal sealed class ClassifyRun(
    MusicGenreClassifier classifier, PathSource source, Verdict verdict, IAnswerWriter writer, Session session)
{
    private const string Stage = "Classifying";

    // A few files are done before anybody asks how far it is.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    // A picture that somebody names is meant, and those in folders were looked at.
    private static readonly PredictOptions Options = new() { AllowPictures = true };

    private int _done, _refused, _before;
    private bool _lacksFfmpeg;

    /// <summary>Gets whether the files of a folder get one answer together.</summary>
    public bool PerAlbum { get; init; }

    /// <summary>Gets the answers of an earlier run; null for none.</summary>
    public ResultsFile? Earlier { get; init; }

    /// <summary>Gets whether the answers themselves show how far it is.</summary>
    public bool IsSeen { get; init; }

    /// <summary>Classifies all files.</summary>
    /// <returns>The exit code.</returns>
    /// <exception cref="CancelledException">It was stopped; the answers until then are written.</exception>
    public int Run(CancellationToken cancellationToken)
    {
        try
        {
            if (IsSeen)
                Work(null, cancellationToken);
            else
                session.Progress.Run(Stage, Patience, report =>
                {
                    Work(report, cancellationToken);
                    return true;
                });
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            writer.Finish();
            string more = Earlier is null ? "" : " The same command goes on from there.";
            throw new CancelledException($"Cancelled after {Words.Count(_done + _refused, "file")}.{more}");
        }
        writer.Finish();
        if (_lacksFfmpeg)
            session.Note($"Some files need the program ffmpeg. {FfmpegNotFoundException.Advice}");
        if (_before > 0)
            session.Note($"{Words.Count(_before, "file")} had been classified before.");
        if (_refused > 0 && _done + _refused > 1)
            session.Note($"{Words.Count(_done, "file")} classified, {_refused} could not be used.");
        return ExitCode.Of(_done + _before, _refused);
    }

    /// <summary>Classifies files as they become whole, each as soon as it is, until the token is cancelled.</summary>
    /// <param name="watch">The folders.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="CancelledException">It was stopped, as it always is; the answers until then are written.</exception>
    public int Watch(FolderWatch watch, CancellationToken cancellationToken)
    {
        try
        {
            foreach (string path in watch.Files(cancellationToken).Where(IsWanted))
            {
                // Alone, not many: those wait for the files that come next.
                PredictionResult result = classifier.PredictMany([path], Options, cancellationToken).Single();
                (result.Succeeded ? ref _done : ref _refused)++;
                writer.Write([verdict.Of(Answer.Of(result))]);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            writer.Finish();
            throw new CancelledException($"Stopped watching after {Words.Count(_done + _refused, "file")}.");
        }
        return ExitCode.Success;
    }

    private void Work(IStepReport? report, CancellationToken cancellationToken)
    {
        Task<int>? count = report is not null && source.CanCount
            ? Task.Run(() => source.Count(cancellationToken), cancellationToken) : null;
        IEnumerable<string> paths = source.Paths((path, reason) => Write([Answer.Refused(path, reason)]), cancellationToken)
            .Where(IsWanted);
        IEnumerable<Answer> answers = classifier.PredictMany(paths, Options, cancellationToken).Select(result =>
        {
            (result.Succeeded ? ref _done : ref _refused)++;
            _lacksFfmpeg |= result.Exception is FfmpegNotFoundException;
            report?.Show(Stage, _done + _refused + _before, count is { IsCompletedSuccessfully: true } ? count.Result : 0);
            return Answer.Of(result);
        });
        foreach (IReadOnlyList<Answer> group in PerAlbum ? Albums.Of(answers) : answers.Select(answer => (Answer[])[answer]))
            writer.Write([.. group.Select(verdict.Of)]);
    }

    private bool IsWanted(string path)
    {
        if (Earlier is null || (!(PerAlbum && Earlier.Holds(Albums.FolderOf(path))) && Earlier.Claim(path)))
            return true;
        _before++;
        return false;
    }

    private void Write(IReadOnlyList<Answer> refused)
    {
        if (Earlier?.Claim(refused[0].Path) is false)
            return;
        _refused += refused.Count;
        writer.Write([.. refused.Select(verdict.Of)]);
    }
}
