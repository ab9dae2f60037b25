using MusicGenre.MLNet.Backbones;
using MusicGenre.MLNet.Data;

namespace MusicGenre.MLNet.Training;

/// <summary>The first half of every training: lists a folder, looks at all its files, and drops those that cannot be used.</summary>
internal static class TrainingData
{
    /// <exception cref="DatasetException">The folder is missing or holds too little; the message says what was found and what is expected.</exception>
    public static EmbeddedDataset Read(
        string directory, Backbone backbone, TrainOptions options, IProgress<TrainProgress>? progress, CancellationToken cancellationToken)
    {
        progress?.Report(new TrainProgress(TrainStage.Scanning, 0, 0, directory));
        GenreDataset dataset = GenreDataset.Open(directory, cancellationToken: cancellationToken);
        EmbeddedDataset embedded = Embed(dataset, backbone, options, progress, cancellationToken);
        embedded.Dataset.EnsureTrainable();
        return embedded;
    }

    /// <summary>Looks at the files of a data set that need not be fit for training.</summary>
    public static EmbeddedDataset Embed(
        GenreDataset dataset, Backbone backbone, TrainOptions options, IProgress<TrainProgress>? progress, CancellationToken cancellationToken)
    {
        EmbeddingCache? cache = options.ReuseCachedBottleneckValues ? new EmbeddingCache(options.WorkspacePath) : null;
        var embedder = new DatasetEmbedder(new TrackEmbedder(backbone, options.Segments), options.Segments, cache, options.MaxDegreeOfParallelism);
        return embedder.Embed(dataset, progress, cancellationToken);
    }
}
