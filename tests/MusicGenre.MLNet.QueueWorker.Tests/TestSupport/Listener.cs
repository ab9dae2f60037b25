using System.Collections.Concurrent;
using MusicGenre.MLNet.Audio;

namespace MusicGenre.MLNet.QueueWorker.Tests.TestSupport;

/// <summary>The tests' model, which says what it was asked for, and may be held up.</summary>
/// <param name="before">What happens before each answer.</param>
internal sealed class Listener(Action<string>? before = null) : IMusicGenreClassifier
{
    /// <summary>Gets the files that it was asked for.</summary>
    public ConcurrentQueue<string> Heard { get; } = new();

    public IReadOnlyList<string> Genres => Songs.Classifier.Genres;

    public GenrePrediction Predict(string path, PredictOptions? options = null, CancellationToken cancellationToken = default)
    {
        Heard.Enqueue(path);
        before?.Invoke(path);
        return Songs.Classifier.Predict(path, options, cancellationToken);
    }

    public GenrePrediction Predict(Stream stream, PredictOptions? options = null, CancellationToken cancellationToken = default)
        => throw new NotSupportedException();

    public GenrePrediction Predict(
        ReadOnlyMemory<byte> bytes, PredictOptions? options = null, CancellationToken cancellationToken = default)
        => throw new NotSupportedException();

    public GenrePrediction Predict(AudioClip clip, PredictOptions? options = null, CancellationToken cancellationToken = default)
        => throw new NotSupportedException();

    public Task<GenrePrediction> PredictAsync(
        string path, PredictOptions? options = null, CancellationToken cancellationToken = default)
        => throw new NotSupportedException();

    public Task<GenrePrediction> PredictAsync(
        Stream stream, PredictOptions? options = null, CancellationToken cancellationToken = default)
        => throw new NotSupportedException();

    public Task<GenrePrediction> PredictAsync(
        ReadOnlyMemory<byte> bytes, PredictOptions? options = null, CancellationToken cancellationToken = default)
        => throw new NotSupportedException();

    public Task<GenrePrediction> PredictAsync(
        AudioClip clip, PredictOptions? options = null, CancellationToken cancellationToken = default)
        => throw new NotSupportedException();

    public IAsyncEnumerable<PredictionResult> PredictManyAsync(
        IEnumerable<string> paths, PredictOptions? options = null, CancellationToken cancellationToken = default)
        => throw new NotSupportedException();
}
