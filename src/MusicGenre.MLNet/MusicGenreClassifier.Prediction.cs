using MusicGenre.MLNet.Audio;
using MusicGenre.MLNet.Backbones;
using MusicGenre.MLNet.Common;
using MusicGenre.MLNet.Embeddings;
using MusicGenre.MLNet.Prediction;
using MusicGenre.MLNet.Spectrograms;

namespace MusicGenre.MLNet;

public sealed partial class MusicGenreClassifier
{
    /// <inheritdoc/>
    public GenrePrediction Predict(string path, PredictOptions? options = null, CancellationToken cancellationToken = default)
        => Predict((reader, part) => reader.Read(path, cancellationToken, part), options, cancellationToken);

    /// <inheritdoc/>
    public GenrePrediction Predict(Stream stream, PredictOptions? options = null, CancellationToken cancellationToken = default)
        => Predict((reader, part) => reader.Read(stream, cancellationToken, part), options, cancellationToken);

    /// <inheritdoc/>
    public GenrePrediction Predict(
        ReadOnlyMemory<byte> bytes, PredictOptions? options = null, CancellationToken cancellationToken = default)
        => Predict((reader, part) => reader.Read(StreamCopy.Of(bytes), cancellationToken, part), options, cancellationToken);

    /// <inheritdoc/>
    public GenrePrediction Predict(AudioClip clip, PredictOptions? options = null, CancellationToken cancellationToken = default)
        => Predict((reader, part) => reader.Read(clip, cancellationToken, part), options, cancellationToken);

    /// <summary>Predicts the genre of a spectrogram image.</summary>
    /// <param name="picture">The image; <see cref="PredictOptions.AllowPictures"/> does not matter.</param>
    /// <param name="options">The cores, the part of the track; <see langword="null"/> for those given when it was loaded.</param>
    /// <param name="cancellationToken">Stops reading, and between two segments.</param>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of range.</exception>
    /// <exception cref="BackboneException">The backbone requires audio.</exception>
    /// <exception cref="SpectrogramImageException">The image shows nothing.</exception>
    /// <exception cref="OperationCanceledException">The call was cancelled.</exception>
    /// <exception cref="ObjectDisposedException">The classifier was disposed before.</exception>
    public GenrePrediction Predict(
        SpectrogramImage picture, PredictOptions? options = null, CancellationToken cancellationToken = default)
        => Predict((reader, part) => reader.Read(picture, part), options, cancellationToken);

    /// <inheritdoc/>
    public Task<GenrePrediction> PredictAsync(
        string path, PredictOptions? options = null, CancellationToken cancellationToken = default)
        => PredictAsync((reader, part) => reader.Read(path, cancellationToken, part), options, cancellationToken);

    /// <inheritdoc/>
    public async Task<GenrePrediction> PredictAsync(
        Stream stream, PredictOptions? options = null, CancellationToken cancellationToken = default)
    {
        using SharedLifetime.Lease lease = _lifetime.Enter();
        PredictOptions settings = Checked(options);
        (Stream content, bool isCopy) = await StreamCopy.CreateAsync(stream, cancellationToken).ConfigureAwait(false);
        using Stream? copy = isCopy ? content : null;
        return await PredictAsync((reader, part) => reader.Read(content, cancellationToken, part), settings, cancellationToken)
            .ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public Task<GenrePrediction> PredictAsync(
        ReadOnlyMemory<byte> bytes, PredictOptions? options = null, CancellationToken cancellationToken = default)
        => PredictAsync((reader, part) => reader.Read(StreamCopy.Of(bytes), cancellationToken, part), options, cancellationToken);

    /// <inheritdoc/>
    public Task<GenrePrediction> PredictAsync(
        AudioClip clip, PredictOptions? options = null, CancellationToken cancellationToken = default)
        => PredictAsync((reader, part) => reader.Read(clip, cancellationToken, part), options, cancellationToken);

    /// <summary>
    /// Predicts the genres of many files, one result a file: in the order of the files, or as they come
    /// (<see cref="PredictOptions.Ordered"/>). A file that cannot be used gives a result that says why; the others go on.
    /// </summary>
    /// <inheritdoc cref="IMusicGenreClassifier.PredictManyAsync" path="/param"/>
    /// <inheritdoc cref="IMusicGenreClassifier.PredictManyAsync" path="/exception"/>
    public IEnumerable<PredictionResult> PredictMany(
        IEnumerable<string> paths, PredictOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(paths);
        _lifetime.ThrowIfClosed();
        return new ManyFiles(_predictor, _lifetime, Checked(options)).Predict(paths, cancellationToken);
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<PredictionResult> PredictManyAsync(
        IEnumerable<string> paths, PredictOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(paths);
        _lifetime.ThrowIfClosed();
        return new ManyFiles(_predictor, _lifetime, Checked(options)).PredictAsync(paths, cancellationToken);
    }

    private GenrePrediction Predict(
        Func<TrackReader, TrackPart, IReadOnlyList<TrackSegment>> read, PredictOptions? options, CancellationToken cancellationToken)
    {
        using SharedLifetime.Lease lease = _lifetime.Enter();
        return _predictor.Predict(read, Checked(options), cancellationToken);
    }

    private async Task<GenrePrediction> PredictAsync(
        Func<TrackReader, TrackPart, IReadOnlyList<TrackSegment>> read, PredictOptions? options, CancellationToken cancellationToken)
    {
        // Taken here, not on the other thread: a call that was accepted finishes, however late that thread comes.
        using SharedLifetime.Lease lease = _lifetime.Enter();
        PredictOptions settings = Checked(options);
        return await Task.Run(() => _predictor.Predict(read, settings, cancellationToken), cancellationToken).ConfigureAwait(false);
    }

    private PredictOptions Checked(PredictOptions? options)
    {
        if (options is null)
            return _defaults;
        options.Validate();
        return options;
    }
}
