using MusicGenre.MLNet.Backbones;
using MusicGenre.MLNet.Data;

namespace MusicGenre.MLNet.Training.Networks;

/// <summary>The first and the last step of every training of networks: reading a folder, and saying what was worked on.</summary>
internal static class NetworkData
{
    /// <exception cref="DatasetException">The folder is missing or holds too little; the message says what was found and what is expected.</exception>
    public static NetworkDataset Read(string directory, TrainOptions options, IProgress<TrainProgress>? progress, CancellationToken cancellationToken)
    {
        progress?.Report(new TrainProgress(TrainStage.Scanning, 0, 0, directory));
        GenreDataset dataset = GenreDataset.Open(directory, cancellationToken: cancellationToken);
        BackboneDescription network = NetworkTrainers.Require(options).Describe(options.Architecture!, dataset.Genres.Count);
        NetworkDataset data = NetworkDataset.Read(dataset, network, options, progress, cancellationToken);
        data.Dataset.EnsureTrainable();
        return data;
    }

    public static TrainingSummary Summarize(NetworkDataset data, TrainOptions options, NetworkRun run, IReadOnlyList<(string Name, TrainedNetwork Network)> networks) => new()
    {
        Tracks = data.Dataset.Tracks.Count,
        Genres = data.Dataset.Genres,
        Skipped = data.Dataset.Skipped,
        Backbone = options.Architecture!,
        Parameters = networks[0].Network.Parameters,
        L2Regularization = [],
        LearningCurves = [.. networks.Where(n => n.Network.History.Count > 0).Select(n => new LearningCurve(n.Name, n.Network.History, n.Network.BestEpoch))],
        AugmentedCopies = run.Copies,
        EmbeddingsFromCache = 0,
        EmbeddingTime = data.Elapsed,
        TrainingTime = run.Elapsed,
    };
}
