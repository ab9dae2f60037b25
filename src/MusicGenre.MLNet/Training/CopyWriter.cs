using System.Collections.Concurrent;
using MusicGenre.MLNet.Audio;
using MusicGenre.MLNet.Augmentation;
using MusicGenre.MLNet.Backbones;
using MusicGenre.MLNet.Data;
using MusicGenre.MLNet.Spectrograms;

namespace MusicGenre.MLNet.Training;

/// <summary>
/// Writes augmented copies of tracks to disk as spectrogram pictures: <c>GENRE/blues.00012.aug1.png</c>, with a JSON beside it that names the track
/// and says what was done. A <see cref="GenreDataset"/> that holds tracks and copies keeps them together: no split separates a copy from its
/// source, and copies are never validated or tested on.
/// </summary>
public static class CopyWriter
{
    /// <summary>Writes copies.</summary>
    /// <param name="tracks">The tracks, usually the training part of a split. Copies among them are passed over.</param>
    /// <param name="plan">What is done, and how many copies are made.</param>
    /// <param name="directory">
    /// Where to, e.g. <c>spectrograms/augmented</c>; sub-folders are made as in the data folder. Files that are there are replaced.
    /// </param>
    /// <param name="options">How much of a track is written and how many files at once; <see langword="null"/> for the defaults.</param>
    /// <param name="progress">Is told of every track, and why one that cannot be read is passed over; the calls come from several threads.</param>
    /// <param name="cancellationToken">Stops within one copy; no half-written file is left.</param>
    /// <returns>The pictures' paths, in ordinal order. Sound longer than half a minute becomes several pictures a copy (<c>song_seg1.aug1.png</c>).</returns>
    /// <exception cref="ArgumentOutOfRangeException">A value of the plan lies outside of its range.</exception>
    /// <exception cref="IOException">A file cannot be written.</exception>
    public static IReadOnlyList<string> Write(
        IReadOnlyList<GenreTrack> tracks, AugmentationPlan plan, string directory, TrainOptions? options = null,
        IProgress<TrainProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(tracks);
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentException.ThrowIfNullOrWhiteSpace(directory);
        plan.Validate();
        options ??= new TrainOptions();
        var reader = new CopyReader(MelStatisticsBackbone.DefaultDescription, options.Segments);
        var extractor = new MelSpectrogramExtractor(MelOptions.Librosa);
        var written = new ConcurrentBag<string>();
        GenreTrack[] sources = [.. tracks.Where(t => !t.IsCopy)];
        int completed = 0;
        AllCores.Run(sources.Length, options.MaxDegreeOfParallelism, cancellationToken, i =>
        {
            CopyReader.Source source = reader.Open(sources[i], cancellationToken);
            string? problem = null;
            try
            {
                for (int number = 1; number <= plan.Copies; number++)
                    Write(source, reader, extractor, plan, number, directory, written, cancellationToken);
            }
            catch (Exception e) when (e is AudioFormatException or SpectrogramImageException)
            {
                // A track that cannot be read stops no other; one that cannot be written does.
                problem = FileProblem.Describe(e, sources[i].Path);
            }
            progress?.Report(new TrainProgress(
                TrainStage.Augmenting, Interlocked.Increment(ref completed), sources.Length, sources[i].RelativePath, problem));
        });
        return [.. written.Order(StringComparer.Ordinal)];
    }

    private static void Write(
        CopyReader.Source source, CopyReader reader, MelSpectrogramExtractor extractor, AugmentationPlan plan, int number, string directory,
        ConcurrentBag<string> written, CancellationToken cancellationToken)
    {
        string relative = source.Track.RelativePath;
        AugmentedCopy copy = plan.Draw(relative, number);
        IReadOnlyList<TrackSegment> segments = reader.Segments(source, copy, cancellationToken);
        string folder = Path.Combine(directory, Path.GetDirectoryName(relative) ?? "");
        Directory.CreateDirectory(folder);
        for (int s = 0; s < segments.Count; s++)
        {
            SpectrogramImage picture = segments[s].Picture is { } given
                ? copy.Apply(given, s)
                : SpectrogramImage.FromMel(copy.Apply(extractor.Compute(segments[s].Window), s));
            string stem = Path.GetFileNameWithoutExtension(relative);
            string name = CopyName.Of(segments.Count == 1 ? stem : FormattableString.Invariant($"{stem}_seg{s + 1}"), number);
            string path = Path.Combine(folder, name + ".png");
            // The sidecar first: a picture without one is grouped by its name alone.
            new CopySidecar(relative, number, copy.Description, plan).Write(path);
            picture.Save(path);
            written.Add(path);
        }
    }
}
