using System.Collections.Concurrent;
using MusicGenre.MLNet.Common;
using MusicGenre.MLNet.Data;

namespace MusicGenre.MLNet.Embeddings;

/// <summary>
/// Works on the files of a data set, on all cores. A file that cannot be used is reported and left out; it stops no other.
/// </summary>
internal static class FileWork
{
    /// <summary>Works on each track.</summary>
    /// <param name="context">The cores, the listener, the token.</param>
    /// <param name="stage">The stage that is reported; a step is a file.</param>
    /// <param name="tracks">The tracks.</param>
    /// <param name="work">What is done; called from several threads.</param>
    /// <param name="isFileProblem">
    /// Which exceptions are the fault of one file; <see langword="null"/> for <see cref="FileProblem.Is"/>.
    /// </param>
    /// <returns>The files that could not be used, with reasons, in ordinal order of their paths.</returns>
    public static IReadOnlyList<SkippedFile> Run(
        WorkContext context, TrainStage stage, IReadOnlyList<GenreTrack> tracks, Action<GenreTrack> work,
        Func<Exception, bool>? isFileProblem = null)
    {
        isFileProblem ??= FileProblem.Is;
        var skipped = new ConcurrentBag<SkippedFile>();
        int completed = 0;
        context.ForEach(tracks.Count, i =>
        {
            string? problem = null;
            try
            {
                work(tracks[i]);
            }
            catch (Exception e) when (isFileProblem(e))
            {
                problem = FileProblem.Describe(e, tracks[i].Path);
                skipped.Add(new SkippedFile(tracks[i].Path, problem));
            }
            context.Report(stage, Interlocked.Increment(ref completed), tracks.Count, tracks[i].RelativePath, problem);
        });
        return [.. skipped.OrderBy(s => s.Path, StringComparer.Ordinal)];
    }
}
