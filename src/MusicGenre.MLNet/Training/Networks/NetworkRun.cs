using System.Diagnostics;
using System.Numerics.Tensors;
using MusicGenre.MLNet.Backbones;
using MusicGenre.MLNet.Data;

namespace MusicGenre.MLNet.Training.Networks;

/// <summary>Trains networks on parts of a data set and lets them look at others.</summary>
/// <param name="data">The data set's examples.</param>
/// <param name="options">The architecture, the trainer, the validation part, the seed.</param>
internal sealed class NetworkRun(NetworkDataset data, TrainOptions options)
{
    private readonly Stopwatch _clock = new();
    private readonly NetworkCopies _copies = new(data.Network, options);

    /// <summary>How many augmented copies were learned from.</summary>
    public int Copies => _copies.Count;

    /// <summary>How long all trainings so far took.</summary>
    public TimeSpan Elapsed => _clock.Elapsed;

    /// <summary>Trains a network, stopped by <paramref name="validation"/>, or by a grouped part of the tracks where that is <see langword="null"/>.</summary>
    public TrainedNetwork Train(
        string name, IReadOnlyList<GenreTrack> train, IReadOnlyList<GenreTrack>? validation, IProgress<TrainProgress>? progress, CancellationToken cancellationToken)
    {
        bool splitOff = validation is null;
        if (validation is null)
        {
            TrackSplit split = TrackSplitter.Split(train, options.ValidationSetFraction, options.Seed);
            (train, validation) = (split.Train, split.Test);
        }
        if (validation.Count == 0)
            throw new DatasetException(
                $"There are too few tracks to stop the training of a network by: of {train.Count} tracks none could be split off. "
                + "Give more tracks a genre, or train a head on a backbone (leave TrainOptions.Architecture out).");
        var job = new NetworkJob
        {
            Architecture = options.Architecture!,
            Genres = data.Dataset.Genres,
            Train = [.. data.Of(train), .. _copies.Of(train, progress, cancellationToken)],
            Validation = data.Of(validation),
            MayLearnFromValidation = splitOff,
            Seed = options.Seed,
            Name = name,
        };
        _clock.Start();
        try
        {
            return NetworkTrainers.Require(options).Train(job, progress, cancellationToken);
        }
        finally
        {
            _clock.Stop();
        }
    }

    /// <summary>What a network says of tracks: its values before the softmax, averaged over a track's segments.</summary>
    public IReadOnlyList<EmbeddedTrack> Look(OnnxBackbone network, IReadOnlyList<GenreTrack> tracks, CancellationToken cancellationToken)
    {
        var seen = new EmbeddedTrack[tracks.Count];
        AllCores.Run(tracks.Count, options.MaxDegreeOfParallelism, cancellationToken, i => seen[i] = new EmbeddedTrack(tracks[i], Mean(network, data.Of(tracks[i]))));
        return seen;
    }

    private static float[] Mean(OnnxBackbone network, IReadOnlyList<NetworkExample> examples)
    {
        var mean = new float[network.EmbeddingSize];
        foreach (NetworkExample example in examples)
            TensorPrimitives.Add(mean, example.Picture is { } picture ? network.EmbedPicture(picture) : network.EmbedMel(example.Mel!), mean);
        TensorPrimitives.Divide(mean, examples.Count, mean);
        return mean;
    }
}
