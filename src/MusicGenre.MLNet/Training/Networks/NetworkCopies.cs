using System.Collections.Concurrent;
using MusicGenre.MLNet.Augmentation;
using MusicGenre.MLNet.Backbones;
using MusicGenre.MLNet.Data;
using MusicGenre.MLNet.Spectrograms;

namespace MusicGenre.MLNet.Training.Networks;

/// <summary>
/// Augmented copies as a network's examples, in memory like the tracks themselves. They are made when a network first learns from their track.
/// (What a network's trainer does to pictures anew in every epoch is its own affair.)
/// </summary>
/// <param name="network">What the network looks at.</param>
/// <param name="options">The plan, the segments, the cores.</param>
internal sealed class NetworkCopies(BackboneDescription network, TrainOptions options)
{
    private readonly ConcurrentDictionary<string, NetworkExample[][]> _byPath = new(StringComparer.Ordinal);
    private readonly CopyReader _reader = new(network, options.Segments);
    private readonly MelSpectrogramExtractor _extractor = new(network.Mel);

    /// <summary>How many copies there are by now.</summary>
    public int Count => _byPath.Values.Sum(copies => copies.Length);

    /// <summary>The copies of training tracks, made on all cores where they are not there yet.</summary>
    public IReadOnlyList<NetworkExample> Of(IReadOnlyList<GenreTrack> training, IProgress<TrainProgress>? progress, CancellationToken cancellationToken)
    {
        if (options.Augmentation is not { IsEmpty: false } plan)
            return [];
        GenreTrack[] tracks = [.. training.Where(t => !t.IsCopy)];
        GenreTrack[] missing = [.. tracks.Where(t => !_byPath.ContainsKey(t.Path))];
        int completed = 0;
        AllCores.Run(missing.Length, options.MaxDegreeOfParallelism, cancellationToken, i =>
        {
            string? problem = null;
            try
            {
                _byPath[missing[i].Path] = Make(missing[i], plan, cancellationToken);
            }
            catch (Exception e) when (FileProblem.Is(e))
            {
                // The track itself was read before and is learned from; only its copies are missing.
                problem = FileProblem.Describe(e, missing[i].Path);
                _byPath[missing[i].Path] = [];
            }
            progress?.Report(new TrainProgress(
                TrainStage.Augmenting, Interlocked.Increment(ref completed), missing.Length, missing[i].RelativePath, problem));
        });
        return [.. tracks.SelectMany(t => _byPath[t.Path]).SelectMany(examples => examples)];
    }

    private NetworkExample[][] Make(GenreTrack track, AugmentationPlan plan, CancellationToken cancellationToken)
    {
        CopyReader.Source source = _reader.Open(track, cancellationToken);
        var copies = new List<NetworkExample[]>();
        for (int number = 1; number <= plan.Copies; number++)
        {
            AugmentedCopy copy = plan.Draw(track.RelativePath, number);
            NetworkExample[] examples = [.. _reader.Segments(source, copy, cancellationToken)
                .Select((segment, i) => NetworkDataset.Example(segment, track, network, _extractor, copy, i))];
            if (examples.Length > 0)
                copies.Add(examples);
        }
        return [.. copies];
    }
}
