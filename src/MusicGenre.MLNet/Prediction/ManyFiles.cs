using System.Runtime.CompilerServices;
using MusicGenre.MLNet.Audio;
using MusicGenre.MLNet.Common;
using MusicGenre.MLNet.Embeddings;

namespace MusicGenre.MLNet.Prediction;

/// <summary>
/// Classifies many files at once; at most a few files are ahead of the caller. Reading files and embedding what was read overlap, with one
/// reader more than there are cores: readers often wait, for the disk or for ffmpeg to start. Each file at work keeps the model alive, not
/// the enumeration, which may be left without being disposed.
/// </summary>
/// <param name="predictor">Classifies one file.</param>
/// <param name="lifetime">The life of the model.</param>
/// <param name="options">The cores, the order, the part of each track.</param>
internal sealed class ManyFiles(GenrePredictor predictor, SharedLifetime lifetime, PredictOptions options)
{
    private readonly int _maxAhead = 2 * options.Cores;

    /// <summary>Gives one result a file, each as soon as it may come.</summary>
    /// <exception cref="ObjectDisposedException">The model's life was over when a step of the enumeration began.</exception>
    public IEnumerable<PredictionResult> Predict(IEnumerable<string> paths, CancellationToken cancellationToken)
    {
        lifetime.ThrowIfClosed();
        using var work = new Work(this, cancellationToken);
        try
        {
            foreach (string path in paths)
            {
                work.Begin(path);
                if (work.Count < _maxAhead)
                    continue;
                yield return work.TakeNext();
                lifetime.ThrowIfClosed();
            }
            while (work.Count > 0)
            {
                lifetime.ThrowIfClosed();
                yield return work.TakeNext();
            }
        }
        finally
        {
            work.StopAsync().Wait(CancellationToken.None);
        }
    }

    /// <inheritdoc cref="Predict"/>
    public async IAsyncEnumerable<PredictionResult> PredictAsync(
        IEnumerable<string> paths, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        lifetime.ThrowIfClosed();
        using var work = new Work(this, cancellationToken);
        try
        {
            foreach (string path in paths)
            {
                work.Begin(path);
                if (work.Count < _maxAhead)
                    continue;
                yield return await work.TakeNextAsync().ConfigureAwait(false);
                lifetime.ThrowIfClosed();
            }
            while (work.Count > 0)
            {
                lifetime.ThrowIfClosed();
                yield return await work.TakeNextAsync().ConfigureAwait(false);
            }
        }
        finally
        {
            await work.StopAsync().ConfigureAwait(false);
        }
    }

    /// <summary>The files that one enumeration is at work on.</summary>
    private sealed class Work(ManyFiles files, CancellationToken cancellationToken) : IDisposable
    {
        private readonly CancellationTokenSource _stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        private readonly SemaphoreSlim _readers = new(files.Options.Cores + 1);
        private readonly SemaphoreSlim _embedders = new(files.Options.Cores);
        private readonly List<Task<PredictionResult>> _begun = [];

        /// <summary>Gets how many files were begun whose results were not taken.</summary>
        public int Count => _begun.Count;

        public void Begin(string path) => _begun.Add(Task.Run(() => Predict(path), _stop.Token));

        public PredictionResult TakeNext()
        {
            int next = files.Options.Ordered ? 0 : Task.WaitAny([.. _begun], CancellationToken.None);
            Task<PredictionResult> task = _begun[next];
            _begun.RemoveAt(next);
            return task.GetAwaiter().GetResult();
        }

        public async Task<PredictionResult> TakeNextAsync()
        {
            Task<PredictionResult> next = files.Options.Ordered ? _begun[0] : await Task.WhenAny(_begun).ConfigureAwait(false);
            _begun.Remove(next);
            return await next.ConfigureAwait(false);
        }

        /// <summary>
        /// Stops what is still at work, since the caller may leave early. Errors are observed and dropped with their answers, for .NET
        /// reports those that nobody observed.
        /// </summary>
        public async Task StopAsync()
        {
            await _stop.CancelAsync().ConfigureAwait(false);
            await Task.WhenAll(_begun).ContinueWith(static all => all.Exception, TaskScheduler.Default).ConfigureAwait(false);
        }

        public void Dispose()
        {
            _stop.Dispose();
            _readers.Dispose();
            _embedders.Dispose();
        }

        private async Task<PredictionResult> Predict(string path)
        {
            using SharedLifetime.Lease lease = files.Lifetime.Enter();
            try
            {
                IReadOnlyList<TrackSegment> segments =
                    await Within(_readers, () => files.Predictor.Read(path, files.Options, _stop.Token)).ConfigureAwait(false);
                return new PredictionResult(path, await Within(
                    _embedders, () => files.Predictor.Classify(segments, files.Options, _stop.Token)).ConfigureAwait(false));
            }
            catch (Exception e) when (FileProblem.Is(e) || e is ArgumentException or FfmpegNotFoundException or FfmpegException)
            {
                string? reason = e is FfmpegNotFoundException missing ? missing.Reason : (e as FfmpegException)?.Reason;
                return new PredictionResult(path, e, reason is null ? e.Message : $"'{path}': {reason}");
            }
        }

        private async Task<T> Within<T>(SemaphoreSlim gate, Func<T> work)
        {
            await gate.WaitAsync(_stop.Token).ConfigureAwait(false);
            try
            {
                return work();
            }
            finally
            {
                gate.Release();
            }
        }
    }

    private GenrePredictor Predictor => predictor;

    private SharedLifetime Lifetime => lifetime;

    private PredictOptions Options => options;
}
