using MusicGenre.MLNet.Audio;
using MusicGenre.MLNet.Common;
using MusicGenre.MLNet.Embeddings;
using MusicGenre.MLNet.Prediction.Explaining;

namespace MusicGenre.MLNet;

public sealed partial class MusicGenreClassifier
{
    /// <summary>
    /// Explains the prediction for a file: which patches of its spectrogram and which moments speak for and against a genre.
    /// </summary>
    /// <param name="path">The file's path; as for <see cref="Predict(string, PredictOptions?, CancellationToken)"/>.</param>
    /// <param name="options">The genre to explain, the size of the patches; <see langword="null"/> for the defaults.</param>
    /// <param name="cancellationToken">Stops between two patches.</param>
    /// <exception cref="ArgumentException">The classifier does not know the genre to explain.</exception>
    /// <inheritdoc cref="Predict(string, PredictOptions?, CancellationToken)" path="/exception"/>
    public Explanation Explain(string path, ExplainOptions? options = null, CancellationToken cancellationToken = default)
        => Explain(reader => reader.Read(path, cancellationToken), options, cancellationToken);

    /// <summary>
    /// Explains the prediction for a clip in memory; see <see cref="Explain(string, ExplainOptions?, CancellationToken)"/>.
    /// </summary>
    /// <exception cref="ObjectDisposedException">The classifier was disposed before.</exception>
    public Explanation Explain(AudioClip clip, ExplainOptions? options = null, CancellationToken cancellationToken = default)
        => Explain(reader => reader.Read(clip, cancellationToken), options, cancellationToken);

    private Explanation Explain(
        Func<TrackReader, IReadOnlyList<TrackSegment>> read, ExplainOptions? options, CancellationToken cancellationToken)
    {
        options ??= new ExplainOptions();
        options.Validate();
        using SharedLifetime.Lease lease = _lifetime.Enter();
        GenrePrediction prediction = _predictor.Predict((reader, _) => read(reader), new PredictOptions(), cancellationToken);
        return new Explainer(_model).Explain(read(_predictor.Reader), prediction, options, cancellationToken);
    }
}
