using System.Runtime.CompilerServices;
using MusicGenre.MLNet.Audio;
using MusicGenre.MLNet.Embeddings;
using MusicGenre.MLNet.Hosting.Loading;
using MusicGenre.MLNet.Hosting.Telemetry;

namespace MusicGenre.MLNet.Hosting.Serving;

/// <summary>The classifier that an application gets: each call waits for its turn and uses the model that is there then.</summary>
internal sealed class HostedClassifier(
    ModelHolder holder, WorkQueue queue, MusicGenreClassifierOptions options, ClassifierTelemetry telemetry) : IMusicGenreClassifier, IDisposable
{
    /// <summary>Gets the holder of the model.</summary>
    public ModelHolder Model => holder;

    /// <summary>Gets the settings.</summary>
    public MusicGenreClassifierOptions Options => options;

    /// <summary>Gets how many calls wait.</summary>
    public long QueueLength => queue.Length;

    /// <inheritdoc/>
    public IReadOnlyList<string> Genres
    {
        get
        {
            using ModelUse use = Wait(UseModelAsync(default));
            return use.Classifier.Genres;
        }
    }

    /// <inheritdoc/>
    public GenrePrediction Predict(string path, PredictOptions? options = null, CancellationToken cancellationToken = default)
        => Wait(PredictAsync(path, options, cancellationToken));

    /// <inheritdoc/>
    public GenrePrediction Predict(Stream stream, PredictOptions? options = null, CancellationToken cancellationToken = default)
        => Wait(PredictAsync(stream, options, cancellationToken));

    /// <inheritdoc/>
    public GenrePrediction Predict(
        ReadOnlyMemory<byte> bytes, PredictOptions? options = null, CancellationToken cancellationToken = default)
        => Wait(PredictAsync(bytes, options, cancellationToken));

    /// <inheritdoc/>
    public GenrePrediction Predict(AudioClip clip, PredictOptions? options = null, CancellationToken cancellationToken = default)
        => Wait(PredictAsync(clip, options, cancellationToken));

    /// <inheritdoc/>
    public Task<GenrePrediction> PredictAsync(
        string path, PredictOptions? options = null, CancellationToken cancellationToken = default)
        => PredictAsync(path, static (model, path, options, stop) => model.PredictAsync(path, options, stop), options, cancellationToken);

    /// <inheritdoc/>
    public Task<GenrePrediction> PredictAsync(
        Stream stream, PredictOptions? options = null, CancellationToken cancellationToken = default)
        => MeasureAsync(async () =>
        {
            using WorkQueue.Place place = queue.Enter();
            // Read before the turn: a slow sender holds up nobody.
            (Stream content, bool isCopy) = await StreamCopy.CreateAsync(stream, cancellationToken).ConfigureAwait(false);
            using Stream? copy = isCopy ? content : null;
            return await InTurnAsync(place, model => model.PredictAsync(content, options, cancellationToken), cancellationToken)
                .ConfigureAwait(false);
        });

    /// <inheritdoc/>
    public Task<GenrePrediction> PredictAsync(
        ReadOnlyMemory<byte> bytes, PredictOptions? options = null, CancellationToken cancellationToken = default)
        => PredictAsync(bytes, static (model, bytes, options, stop) => model.PredictAsync(bytes, options, stop), options, cancellationToken);

    /// <inheritdoc/>
    public Task<GenrePrediction> PredictAsync(
        AudioClip clip, PredictOptions? options = null, CancellationToken cancellationToken = default)
        => PredictAsync(clip, static (model, clip, options, stop) => model.PredictAsync(clip, options, stop), options, cancellationToken);

    /// <inheritdoc/>
    public async IAsyncEnumerable<PredictionResult> PredictManyAsync(
        IEnumerable<string> paths, PredictOptions? options = null,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(paths);
        // One place and one turn for all of them, and one model from the first to the last.
        using WorkQueue.Place place = queue.Enter();
        using WorkQueue.Turn turn = await TakeTurnAsync(place, cancellationToken).ConfigureAwait(false);
        using ModelUse use = await UseModelAsync(cancellationToken).ConfigureAwait(false);
        await foreach (PredictionResult result in use.Classifier.PredictManyAsync(paths, options, cancellationToken)
            .WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            telemetry.Predicted(result);
            yield return result;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        holder.Dispose();
        telemetry.Dispose();
    }

    private static T Wait<T>(ValueTask<T> task) => Wait(task.AsTask());

    private static T Wait<T>(Task<T> task) => task.GetAwaiter().GetResult();

    private Task<GenrePrediction> PredictAsync<T>(
        T input, Func<MusicGenreClassifier, T, PredictOptions?, CancellationToken, Task<GenrePrediction>> predict,
        PredictOptions? options, CancellationToken cancellationToken)
        => MeasureAsync(async () =>
        {
            using WorkQueue.Place place = queue.Enter();
            return await InTurnAsync(place, model => predict(model, input, options, cancellationToken), cancellationToken)
                .ConfigureAwait(false);
        });

    private async Task<GenrePrediction> MeasureAsync(Func<Task<GenrePrediction>> predict)
    {
        using Measurement measurement = telemetry.StartPrediction();
        try
        {
            GenrePrediction prediction = await predict().ConfigureAwait(false);
            measurement.Succeeded(prediction);
            return prediction;
        }
        catch (Exception error)
        {
            measurement.Failed(error);
            throw;
        }
    }

    private async Task<GenrePrediction> InTurnAsync(
        WorkQueue.Place place, Func<MusicGenreClassifier, Task<GenrePrediction>> predict, CancellationToken cancellationToken)
    {
        using WorkQueue.Turn turn = await TakeTurnAsync(place, cancellationToken).ConfigureAwait(false);
        using ModelUse use = await UseModelAsync(cancellationToken).ConfigureAwait(false);
        return await predict(use.Classifier).ConfigureAwait(false);
    }

    private async ValueTask<WorkQueue.Turn> TakeTurnAsync(WorkQueue.Place place, CancellationToken cancellationToken)
    {
        using Measurement.Wait wait = telemetry.StartWait();
        return await place.TakeTurnAsync(cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask<ModelUse> UseModelAsync(CancellationToken cancellationToken)
    {
        if (holder.TryUse(out ModelUse use))
            return use;
        using var late = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        late.CancelAfter(options.MaxWait);
        try
        {
            return await holder.UseAsync(late.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new ClassifierUnavailableException(
                $"The application is still loading {holder.Source}, for longer than {options.MaxWait.TotalSeconds:0.#} s. Try again later.");
        }
    }
}
