using MusicGenre.MLNet.Audio;
using MusicGenre.MLNet.Common;
using MusicGenre.MLNet.Embeddings;
using MusicGenre.MLNet.Evaluation.Trust;
using MusicGenre.MLNet.Heads;
using MusicGenre.MLNet.Models;

namespace MusicGenre.MLNet.Prediction;

/// <summary>The hot path: embeddings in, ranked genres out, with nothing of ML.NET in between. Any number of threads may use it.</summary>
/// <param name="model">The model.</param>
/// <param name="lifetime">The life of the model, which the files of <see cref="PredictMany"/> prolong while they are at work.</param>
internal sealed class GenrePredictor(GenreModel model, SharedLifetime lifetime)
{
    private readonly TrackEmbedder _embedder = new(model.Backbone, model.Manifest.Segments);
    private readonly LinearHead _head = model.Head;
    private readonly ClassifierTrust? _trust = model.Trust;
    private readonly IReadOnlyList<string> _genres = model.Manifest.Genres;

    /// <summary>Gets what cuts tracks into segments.</summary>
    public TrackReader Reader => _embedder.Reader;

    /// <summary>Reads and classifies a track on all cores. The caller keeps the model alive.</summary>
    public GenrePrediction Predict(Func<TrackReader, IReadOnlyList<TrackSegment>> read, CancellationToken cancellationToken)
        => Answer(_embedder.Embed(read(Reader), Environment.ProcessorCount, cancellationToken));

    /// <summary>
    /// Classifies many files on all cores, in their order; at most a few files are ahead of the caller. Reading files and embedding what
    /// was read overlap, with one reader more than there are cores: readers often wait, for the disk or for ffmpeg to start. Each file at
    /// work keeps the model alive, not the enumeration, which may be left without being disposed.
    /// </summary>
    /// <exception cref="ObjectDisposedException">The model's life was over when a step of the enumeration began.</exception>
    public IEnumerable<PredictionResult> PredictMany(
        IEnumerable<string> paths, int maxDegreeOfParallelism, CancellationToken cancellationToken)
    {
        lifetime.ThrowIfClosed();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var readers = new SemaphoreSlim(maxDegreeOfParallelism + 1);
        using var embedders = new SemaphoreSlim(maxDegreeOfParallelism);
        var ahead = new Queue<Task<PredictionResult>>();
        try
        {
            foreach (string path in paths)
            {
                ahead.Enqueue(Task.Run(() => Work(path, readers, embedders, stop.Token), stop.Token));
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
            // The caller may leave early: what is still at work stops before the semaphores go.
            stop.Cancel();
            // Their errors are observed and dropped with their answers, since .NET reports those that nobody observed.
            Task.WhenAll(ahead).ContinueWith(static all => all.Exception, TaskScheduler.Default).Wait(CancellationToken.None);
        }
    }

    private async Task<PredictionResult> Work(
        string path, SemaphoreSlim readers, SemaphoreSlim embedders, CancellationToken cancellationToken)
    {
        using SharedLifetime.Lease lease = lifetime.Enter();
        try
        {
            IReadOnlyList<TrackSegment> segments =
                await Within(readers, () => Reader.Read(path, cancellationToken), cancellationToken).ConfigureAwait(false);
            GenrePrediction answer = await Within(
                embedders, () => Answer(_embedder.Embed(segments, 1, cancellationToken)), cancellationToken).ConfigureAwait(false);
            return new PredictionResult(path, answer);
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
            taggram[s] = new TaggramSegment(segments.Times[s].Start, segments.Times[s].End, Ranked(_head.Score(segments[s])));
        float[] mean = segments.Mean();
        float[] probabilities = _head.Score(mean);
        return new GenrePrediction(
            Ranked(probabilities), new Taggram(taggram), _trust?.Novelty(mean, probabilities), _trust?.Rule?.Threshold, _trust?.Sets);
    }

    // Most probable first; equals in the order of the genres.
    private IReadOnlyList<GenreProbability> Ranked(float[] probabilities)
        => [.. _genres.Select((genre, i) => new GenreProbability(genre, probabilities[i])).OrderByDescending(g => g.Probability)];
}
