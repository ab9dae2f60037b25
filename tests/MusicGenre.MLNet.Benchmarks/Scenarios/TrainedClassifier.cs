using MusicGenre.MLNet.Benchmarks.Material;

namespace MusicGenre.MLNet.Benchmarks.Scenarios;

/// <summary>A classifier of generated music; its head answers as one of real music does, at the same cost.</summary>
internal static class TrainedClassifier
{
    public static MusicGenreClassifier Create(TemporaryFolder folder, string backbone, int genres = 10)
    {
        string data = Music.WriteFolders(folder.Combine($"training{genres}"), tracks: 4 * genres, genres, seconds: 10);
        return MusicGenreClassifier.Train(data, new TrainOptions { Learner = new HeadLearner { Backbone = backbone, L2Candidates = [10] },
            ReuseCachedBottleneckValues = false });
    }
}
