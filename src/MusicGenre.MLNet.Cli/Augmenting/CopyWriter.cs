using System.Collections.Concurrent;
using MusicGenre.MLNet.Audio;
using MusicGenre.MLNet.Augmentation;
using MusicGenre.MLNet.Backbones;
using MusicGenre.MLNet.Common;
using MusicGenre.MLNet.Data;
using MusicGenre.MLNet.Embeddings;
using MusicGenre.MLNet.Spectrograms;
using MusicGenre.MLNet.Training;

namespace MusicGenre.MLNet.Cli.Augmenting;

/// <summary>
/// Writes augmented copies of tracks to disk as spectrogram pictures: <c>GENRE/blues.00012.aug1.png</c>, with a JSON beside it that names
/// the track and says what was done. A <see cref="GenreDataset"/> that holds tracks and copies keeps them together: no split separates a
/// copy from its source, and copies are never validated or tested on.
/// </summary>
internal static class CopyWriter
{
    /// <summary>Writes copies.</summary>
    /// <param name="tracks">The tracks, usually the training part of a split. Copies among them are passed over.</param>
    /// <param name="plan">What is done, and how many copies are made.</param>
    /// <param name="directory">The folder; sub-folders are created as in the data folder. Existing files are replaced.</param>
    /// <param name="options">How much of a track is written and how many files at once; <see langword="null"/> for the defaults.</param>
    /// <param name="progress">Receives a report of every track, with the reason if it cannot be read, from several threads.</param>
    /// <param name="cancellationToken">Stops within one copy; no half-written file is left.</param>
    /// <returns>
    /// The pictures' paths, in ordinal order. Sound longer than half a minute becomes several pictures a copy (<c>song_seg1.aug1.png</c>).
    /// </returns>
    /// <exception cref="ArgumentOutOfRangeException">A value of the plan is out of range.</exception>
    /// <exception cref="IOException">A file cannot be written.</exception>
    public static IReadOnlyList<string> Write(
        IReadOnlyList<GenreTrack> tracks, AugmentationPlan plan, string directory, TrainOptions? options = null,
        IProgress<TrainProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        plan.Validate();
        options ??= new TrainOptions();
        var context = new WorkContext(options.MaxDegreeOfParallelism, progress, cancellationToken);
        var reader = new CopyReader([MelStatisticsBackbone.DefaultDescription], options.Segments);
        var extractor = new MelSpectrogramExtractor(MelOptions.Librosa);
        var written = new ConcurrentBag<string>();
        FileWork.Run(
            context, TrainStage.Augmenting, [.. tracks.Where(t => !t.IsCopy)],
            track =>
            {
                CopySource source = reader.Open(track, cancellationToken);
                foreach (AugmentedCopy copy in plan.DrawAll(track.RelativePath))
                    Write(source, copy, extractor, plan, directory, written);
            },
            // A track that cannot be read stops no other; one that cannot be written does.
            e => e is AudioFormatException or SpectrogramImageException);
        return [.. written.Order(StringComparer.Ordinal)];
    }

    private static void Write(
        CopySource source, AugmentedCopy copy, MelSpectrogramExtractor extractor, AugmentationPlan plan, string directory,
        ConcurrentBag<string> written)
    {
        string relative = source.Track.RelativePath, stem = Path.GetFileNameWithoutExtension(relative);
        IReadOnlyList<TrackSegment> segments = source.Segments(copy);
        string folder = Path.Combine(directory, Path.GetDirectoryName(relative) ?? "");
        Directory.CreateDirectory(folder);
        for (int s = 0; s < segments.Count; s++)
        {
            SpectrogramImage picture = CopySource.Picture(segments[s], extractor, copy, s);
            string name = CopyName.Of(segments.Count == 1 ? stem : FormattableString.Invariant($"{stem}_seg{s + 1}"), copy.Number);
            string path = Path.Combine(folder, name + ".png");
            // The sidecar first: a picture without one is grouped by its name alone.
            new CopySidecar(relative, copy.Number, copy.Description, plan).Write(path);
            picture.Save(path);
            written.Add(path);
        }
    }
}
