using MusicGenre.MLNet.Audio;
using MusicGenre.MLNet.Backbones;
using MusicGenre.MLNet.Spectrograms;
using MusicGenre.MLNet.Training;

namespace MusicGenre.MLNet.Prediction;

/// <summary>The hot path: sound or picture in, ranked genres out, with nothing of ML.NET in between. Any number of threads may use it.</summary>
internal sealed class GenrePredictor(GenreModel model)
{
    private readonly TrackEmbedder _embedder = new(model.Backbone, model.Manifest.Segments);
    private readonly LinearHead _head = model.Head;
    private readonly IReadOnlyList<string> _genres = model.Manifest.Genres;

    public GenrePrediction Predict(string path, int maxDegreeOfParallelism, CancellationToken cancellationToken)
        => Answer(_embedder.Embed(path, maxDegreeOfParallelism, cancellationToken));

    public GenrePrediction Predict(Stream stream, int maxDegreeOfParallelism, CancellationToken cancellationToken)
        => Answer(_embedder.Embed(stream, maxDegreeOfParallelism, cancellationToken));

    public GenrePrediction Predict(AudioClip clip, int maxDegreeOfParallelism, CancellationToken cancellationToken)
        => Answer(_embedder.Embed(clip, maxDegreeOfParallelism, cancellationToken));

    public GenrePrediction Predict(SpectrogramImage picture, CancellationToken cancellationToken)
        => Answer(_embedder.Embed(picture, cancellationToken));

    /// <summary>Answers for many files on all cores, in their order; at most a few files are ahead of the reader.</summary>
    public IEnumerable<PredictionResult> PredictMany(IEnumerable<string> paths, int maxDegreeOfParallelism, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var workers = new SemaphoreSlim(maxDegreeOfParallelism);
        var ahead = new Queue<Task<PredictionResult>>();
        try
        {
            foreach (string path in paths)
            {
                ahead.Enqueue(Task.Run(() => Work(path, workers, stop.Token), stop.Token));
                if (ahead.Count >= 2 * maxDegreeOfParallelism)
                    yield return ahead.Dequeue().GetAwaiter().GetResult();
            }
            while (ahead.Count > 0)
                yield return ahead.Dequeue().GetAwaiter().GetResult();
        }
        finally
        {
            // The reader may leave early: what is still at work stops before the semaphore goes.
            stop.Cancel();
            Task.WhenAll(ahead).ContinueWith(static _ => { }, TaskScheduler.Default).Wait(CancellationToken.None);
        }
    }

    private PredictionResult Work(string path, SemaphoreSlim workers, CancellationToken cancellationToken)
    {
        workers.Wait(cancellationToken);
        try
        {
            return new PredictionResult(path, Predict(path, 1, cancellationToken));
        }
        catch (Exception e) when (FileProblem.Is(e) || e is ArgumentException or FfmpegNotFoundException)
        {
            return new PredictionResult(path, e, e.Message);
        }
        finally
        {
            workers.Release();
        }
    }

    private GenrePrediction Answer(SegmentEmbeddings segments)
    {
        var taggram = new TaggramSegment[segments.Count];
        for (int s = 0; s < taggram.Length; s++)
            taggram[s] = new TaggramSegment(segments.Times[s].Start, segments.Times[s].End, RankedGenres.Of(_genres, _head.Score(segments[s])));
        return new GenrePrediction(RankedGenres.Of(_genres, _head.Score(segments.Mean())), new Taggram(taggram));
    }
}
