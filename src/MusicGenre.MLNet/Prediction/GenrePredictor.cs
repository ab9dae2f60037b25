using MusicGenre.MLNet.Audio;
using MusicGenre.MLNet.Common;
using MusicGenre.MLNet.Embeddings;
using MusicGenre.MLNet.Heads;
using MusicGenre.MLNet.Models;
using MusicGenre.MLNet.Spectrograms;

namespace MusicGenre.MLNet.Prediction;

/// <summary>The hot path: sound or picture in, ranked genres out, with nothing of ML.NET in between. Any number of threads may use it.</summary>
/// <param name="model">What answers. Who calls sees to it that it is not freed meanwhile, except for <see cref="PredictMany"/>.</param>
/// <param name="lifetime">The life of the model, which the files of <see cref="PredictMany"/> prolong while they are at work.</param>
internal sealed class GenrePredictor(GenreModel model, SharedLifetime lifetime)
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

    /// <summary>
    /// Answers for many files on all cores, in their order; at most a few files are ahead of the reader. Reading files and looking at what was
    /// read overlap, with one reader more than there are cores: readers often wait, for the disk or for ffmpeg to start.
    /// Each file at work keeps the model alive, not the enumeration, which may be left without being disposed.
    /// </summary>
    /// <exception cref="ObjectDisposedException">The model's life was over when a step of the enumeration began.</exception>
    public IEnumerable<PredictionResult> PredictMany(IEnumerable<string> paths, int maxDegreeOfParallelism, CancellationToken cancellationToken)
    {
        lifetime.ThrowIfClosed();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var readers = new SemaphoreSlim(maxDegreeOfParallelism + 1);
        using var lookers = new SemaphoreSlim(maxDegreeOfParallelism);
        var ahead = new Queue<Task<PredictionResult>>();
        try
        {
            foreach (string path in paths)
            {
                ahead.Enqueue(Task.Run(() => Work(path, readers, lookers, stop.Token), stop.Token));
                if (ahead.Count < 2 * maxDegreeOfParallelism)
                    continue;
                yield return ahead.Dequeue().GetAwaiter().GetResult();
                lifetime.ThrowIfClosed();
            }
            while (ahead.Count > 0)
            {
                lifetime.ThrowIfClosed();
                yield return ahead.Dequeue().GetAwaiter().GetResult();
            }
        }
        finally
        {
            // The reader may leave early: what is still at work stops before the semaphores go.
            stop.Cancel();
            // Their errors are looked at, and dropped with their answers: nobody else would, and .NET reports those that nobody did.
            Task.WhenAll(ahead).ContinueWith(static all => all.Exception, TaskScheduler.Default).Wait(CancellationToken.None);
        }
    }

    private async Task<PredictionResult> Work(string path, SemaphoreSlim readers, SemaphoreSlim lookers, CancellationToken cancellationToken)
    {
        using SharedLifetime.Lease lease = lifetime.Enter();
        try
        {
            IReadOnlyList<TrackSegment> segments =
                await Within(readers, () => _embedder.Read(path, cancellationToken), cancellationToken).ConfigureAwait(false);
            return new PredictionResult(
                path, await Within(lookers, () => Answer(_embedder.Embed(segments, 1, cancellationToken)), cancellationToken).ConfigureAwait(false));
        }
        catch (Exception e) when (FileProblem.Is(e) || e is ArgumentException or FfmpegNotFoundException)
        {
            return new PredictionResult(path, e, e is FfmpegNotFoundException ffmpeg ? $"'{path}': {ffmpeg.Reason}" : e.Message);
        }
    }

    private static async Task<T> Within<T>(SemaphoreSlim gate, Func<T> work, CancellationToken cancellationToken)
    {
        await gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return work();
        }
        finally
        {
            gate.Release();
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
