using MusicGenre.MLNet.Audio;

namespace MusicGenre.MLNet.Hosting.Tests;

/// <summary>What an application's own tests put in the place of a classifier, with public members only.</summary>
internal sealed class Substitute : IMusicGenreClassifier
{
    public static readonly GenrePrediction Answer = new(
        [new GenreProbability("jazz", 0.9f), new GenreProbability("rock", 0.1f)], new Taggram([]));

    public IReadOnlyList<string> Genres => ["jazz", "rock"];

    public GenrePrediction Predict(string path, PredictOptions? options = null, CancellationToken cancellationToken = default) => Answer;

    public GenrePrediction Predict(Stream stream, PredictOptions? options = null, CancellationToken cancellationToken = default) => Answer;

    public GenrePrediction Predict(
        ReadOnlyMemory<byte> bytes, PredictOptions? options = null, CancellationToken cancellationToken = default) => Answer;

    public GenrePrediction Predict(AudioClip clip, PredictOptions? options = null, CancellationToken cancellationToken = default) => Answer;

    public Task<GenrePrediction> PredictAsync(
        string path, PredictOptions? options = null, CancellationToken cancellationToken = default) => Task.FromResult(Answer);

    public Task<GenrePrediction> PredictAsync(
        Stream stream, PredictOptions? options = null, CancellationToken cancellationToken = default) => Task.FromResult(Answer);

    public Task<GenrePrediction> PredictAsync(
        ReadOnlyMemory<byte> bytes, PredictOptions? options = null, CancellationToken cancellationToken = default) => Task.FromResult(Answer);

    public Task<GenrePrediction> PredictAsync(
        AudioClip clip, PredictOptions? options = null, CancellationToken cancellationToken = default) => Task.FromResult(Answer);

    public async IAsyncEnumerable<PredictionResult> PredictManyAsync(
        IEnumerable<string> paths, PredictOptions? options = null,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        foreach (string path in paths)
        {
            await Task.Yield();
            yield return new PredictionResult(path, Answer);
        }
    }
}
