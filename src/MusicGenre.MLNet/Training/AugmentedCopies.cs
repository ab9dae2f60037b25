using System.Collections.Concurrent;
using MusicGenre.MLNet.Augmentation;
using MusicGenre.MLNet.Common;
using MusicGenre.MLNet.Data;
using MusicGenre.MLNet.Embeddings;

namespace MusicGenre.MLNet.Training;

/// <summary>
/// Makes augmented copies of training tracks as a learner needs them: on all cores, once for all trainings, and only of tracks that are
/// named as training tracks.
/// </summary>
/// <param name="plan">What is done, and how many copies are made; <see langword="null"/> for none.</param>
/// <param name="reader">Reads the tracks.</param>
/// <param name="make">Makes one copy; <see langword="null"/> if it would be the same as the track.</param>
/// <param name="context">The cores, the listener, the token.</param>
internal sealed class AugmentedCopies<T>(
    AugmentationPlan? plan, CopyReader reader, Func<CopySource, AugmentedCopy, T?> make, WorkContext context)
    where T : class
{
    private readonly ConcurrentDictionary<string, (int Number, T Copy)[]> _byPath = new(StringComparer.Ordinal);

    /// <summary>Gets how many copies there are by now.</summary>
    public int Count => _byPath.Values.Sum(copies => copies.Length);

    /// <summary>Makes the copies of training tracks that are not there yet.</summary>
    public void Make(IEnumerable<GenreTrack> trainingTracks)
    {
        if (plan is not { IsEmpty: false })
            return;
        GenreTrack[] missing = [.. trainingTracks.Where(t => !t.IsCopy && !_byPath.ContainsKey(t.Path)).DistinctBy(t => t.Path)];
        IReadOnlyList<SkippedFile> unreadable = FileWork.Run(context, TrainStage.Augmenting, missing, track =>
        {
            CopySource source = reader.Open(track, context.CancellationToken);
            _byPath[track.Path] = [.. from copy in plan.DrawAll(track.RelativePath)
                                      let made = make(source, copy)
                                      where made is not null
                                      select (copy.Number, made)];
        });
        // Such a track itself was read before and is learned from; only its copies are missing.
        foreach (SkippedFile file in unreadable)
            _byPath[file.Path] = [];
    }

    /// <summary>Gets the copies of a track that there are.</summary>
    public IReadOnlyList<(int Number, T Copy)> Of(GenreTrack track) => track.IsCopy ? [] : _byPath.GetValueOrDefault(track.Path, []);
}
