using System.Diagnostics;
using MathNet.Numerics.Statistics;
using MusicGenre.MLNet.Backbones;
using MusicGenre.MLNet.Data;
using MusicGenre.MLNet.Embeddings;

namespace MusicGenre.MLNet.Cli.Comparing;

/// <summary>Measures how long a model looks at a clip: decoding, front end and network, one clip at a time.</summary>
internal static class ClipTimer
{
    private const int WarmUpClips = 3;

    /// <summary>Chooses clips evenly spread over a data set, and so over its genres, that all models can look at.</summary>
    /// <param name="dataset">The data set.</param>
    /// <param name="skipped">The files that a model could not use.</param>
    /// <param name="most">The most clips.</param>
    /// <returns>Full paths; none if all files were skipped.</returns>
    public static IReadOnlyList<string> Choose(GenreDataset dataset, IReadOnlyList<SkippedFile> skipped, int most)
    {
        HashSet<string> unusable = [.. skipped.Select(file => file.Path)];
        string[] usable = [.. dataset.Tracks.Select(track => track.Path).Where(path => !unusable.Contains(path))];
        int count = Math.Min(most, usable.Length);
        return [.. Enumerable.Range(0, count).Select(i => usable[(int)((long)i * usable.Length / count)])];
    }

    /// <summary>Measures a model.</summary>
    /// <param name="model">The model.</param>
    /// <param name="genres">Number of genres.</param>
    /// <param name="segments">How much of a clip is looked at, and how long a picture's columns last.</param>
    /// <param name="clips">The clips, at least one; the first ones are looked at once more before, to warm up.</param>
    /// <param name="measured">Is told how many clips are done.</param>
    /// <param name="cancellationToken">Stops between two segments of a clip.</param>
    /// <returns>The median time of a clip, and the number of parameters.</returns>
    public static (TimeSpan Median, long Parameters) Measure(
        TrainableModel model,
        int genres,
        SegmentOptions segments,
        IReadOnlyList<string> clips,
        Action<int> measured,
        CancellationToken cancellationToken)
    {
        (Backbone backbone, long parameters) = model.Open(genres);
        using (backbone)
        {
            var embedder = new TrackEmbedder(backbone, segments);
            foreach (string clip in clips.Take(WarmUpClips))
                embedder.Embed(clip, maxDegreeOfParallelism: 1, cancellationToken);
            var milliseconds = new List<double>();
            foreach (string clip in clips)
            {
                var clock = Stopwatch.StartNew();
                embedder.Embed(clip, maxDegreeOfParallelism: 1, cancellationToken);
                milliseconds.Add(clock.Elapsed.TotalMilliseconds);
                measured(milliseconds.Count);
            }
            return (TimeSpan.FromMilliseconds(milliseconds.Median()), parameters);
        }
    }
}
