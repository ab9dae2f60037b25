using System.Collections.Concurrent;
using System.Diagnostics;
using MusicGenre.MLNet.Augmentation;
using MusicGenre.MLNet.Backbones;
using MusicGenre.MLNet.Data;
using MusicGenre.MLNet.Spectrograms;

namespace MusicGenre.MLNet.Training.Networks;

/// <summary>
/// A data set's tracks as a network's examples, in memory: a picture takes a byte a cell, a spectrogram of a network's own front end four.
/// </summary>
/// <param name="Dataset">The data set without the files that could not be read.</param>
/// <param name="Elapsed">How long it took to read all files.</param>
/// <param name="Network">What the network looks at.</param>
internal sealed record NetworkDataset(GenreDataset Dataset, TimeSpan Elapsed, BackboneDescription Network)
{
    private readonly Dictionary<string, NetworkExample[]> _byPath = new(StringComparer.Ordinal);

    /// <summary>The examples of one file, in the order of time.</summary>
    public IReadOnlyList<NetworkExample> Of(GenreTrack track) => _byPath[track.Path];

    /// <summary>The examples of some files.</summary>
    public IReadOnlyList<NetworkExample> Of(IEnumerable<GenreTrack> tracks) => [.. tracks.SelectMany(t => _byPath[t.Path])];

    /// <summary>Reads all files, on all cores; those that cannot be used are skipped and named.</summary>
    public static NetworkDataset Read(
        GenreDataset dataset, BackboneDescription network, TrainOptions options, IProgress<TrainProgress>? progress, CancellationToken cancellationToken)
    {
        var clock = Stopwatch.StartNew();
        var reader = new TrackReader(network, options.Segments);
        var extractor = new MelSpectrogramExtractor(network.Mel);
        var examples = new ConcurrentDictionary<string, NetworkExample[]>(StringComparer.Ordinal);
        var skipped = new ConcurrentBag<SkippedFile>();
        int completed = 0;
        AllCores.Run(dataset.Tracks.Count, options.MaxDegreeOfParallelism, cancellationToken, i =>
        {
            GenreTrack track = dataset.Tracks[i];
            string? problem = null;
            try
            {
                examples[track.Path] = [.. reader.Read(track.Path, cancellationToken).Select(s => Example(s, track, network, extractor, null, 0))];
            }
            catch (Exception e) when (FileProblem.Is(e))
            {
                problem = FileProblem.Describe(e, track.Path);
                skipped.Add(new SkippedFile(track.Path, problem));
            }
            progress?.Report(new TrainProgress(TrainStage.Embedding, Interlocked.Increment(ref completed), dataset.Tracks.Count, track.RelativePath, problem));
        });
        var read = new NetworkDataset(dataset.Without(skipped.OrderBy(s => s.Path, StringComparer.Ordinal)), clock.Elapsed, network);
        foreach ((string path, NetworkExample[] segments) in examples)
            read._byPath.Add(path, segments);
        return read;
    }

    /// <summary>A segment as an example, of the track itself or of a copy of it.</summary>
    public static NetworkExample Example(
        TrackSegment segment, GenreTrack track, BackboneDescription network, MelSpectrogramExtractor extractor, AugmentedCopy? copy, int index)
    {
        MelSpectrogram? mel = segment.Sound is null ? null : extractor.Compute(segment.Window);
        SpectrogramImage? given = segment.Picture;
        if (copy is { ChangesSpectrograms: true })
            (mel, given) = (mel is null ? null : copy.Apply(mel, index), given is null ? null : copy.Apply(given, index, network.Mel));
        SpectrogramImage? picture = network.Input == BackboneInput.Picture ? given ?? SpectrogramImage.FromMel(mel!) : null;
        string name = copy is null ? track.RelativePath : $"{track.RelativePath} (copy {copy.Number})";
        var example = new NetworkExample(picture, picture is null ? mel : null, track.Genre, name);
        int frames = picture?.Width ?? mel!.Frames;
        return frames >= network.MinimumFrames
            ? example
            : throw new BackboneException($"its spectrogram has {frames} frames, and the network '{network.Name}' needs at least {network.MinimumFrames}.");
    }
}
