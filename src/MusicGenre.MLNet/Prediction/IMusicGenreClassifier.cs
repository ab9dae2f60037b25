using MusicGenre.MLNet.Audio;

namespace MusicGenre.MLNet;

/// <summary>
/// Predicts the genre of music. Applications ask for this in place of <see cref="MusicGenreClassifier"/>, and put a substitute there in
/// their tests. Any number of threads may call it at once.
/// </summary>
public interface IMusicGenreClassifier
{
    /// <summary>Gets the genres, in ordinal order.</summary>
    IReadOnlyList<string> Genres { get; }

    /// <summary>Predicts the genre of an audio file, or of a spectrogram PNG if the backbone accepts images.</summary>
    /// <param name="path">The file's path.</param>
    /// <param name="options">The cores, the part of the track; <see langword="null"/> for those given when it was loaded.</param>
    /// <param name="cancellationToken">Stops reading, and between two segments.</param>
    /// <exception cref="ArgumentException">The path is empty.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of range.</exception>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="IOException">The file or stream cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    /// <exception cref="AudioFormatException">
    /// It is no audio that can be decoded, too short, or silent; or it is a picture, and those are not allowed.
    /// </exception>
    /// <exception cref="Spectrograms.SpectrogramImageException">It is a picture that is damaged or shows nothing.</exception>
    /// <exception cref="FfmpegNotFoundException">It needs the program ffmpeg, which is not installed.</exception>
    /// <exception cref="FfmpegException">It needs the program ffmpeg, which is installed but cannot be run.</exception>
    /// <exception cref="Backbones.BackboneException">It is a picture and the backbone requires audio.</exception>
    /// <exception cref="OperationCanceledException">The call was cancelled.</exception>
    /// <exception cref="ObjectDisposedException">The classifier was disposed before.</exception>
    GenrePrediction Predict(string path, PredictOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>Predicts the genre of an encoded audio file or a spectrogram PNG in a stream.</summary>
    /// <param name="stream">The stream, read from where it stands to its end and left open.</param>
    /// <param name="options">The cores, the part of the track; <see langword="null"/> for those given when it was loaded.</param>
    /// <param name="cancellationToken">Stops reading, and between two segments.</param>
    /// <inheritdoc cref="Predict(string, PredictOptions?, CancellationToken)" path="/exception"/>
    GenrePrediction Predict(Stream stream, PredictOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>Predicts the genre of an encoded audio file or a spectrogram PNG in memory.</summary>
    /// <param name="bytes">The whole file; not copied, and in use until the call is over.</param>
    /// <param name="options">The cores, the part of the track; <see langword="null"/> for those given when it was loaded.</param>
    /// <param name="cancellationToken">Stops reading, and between two segments.</param>
    /// <inheritdoc cref="Predict(string, PredictOptions?, CancellationToken)" path="/exception"/>
    GenrePrediction Predict(ReadOnlyMemory<byte> bytes, PredictOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>Predicts the genre of a clip in memory.</summary>
    /// <param name="clip">The clip.</param>
    /// <param name="options">The cores, the part of the track; <see langword="null"/> for those given when it was loaded.</param>
    /// <param name="cancellationToken">Stops reading, and between two segments.</param>
    /// <inheritdoc cref="Predict(string, PredictOptions?, CancellationToken)" path="/exception"/>
    GenrePrediction Predict(AudioClip clip, PredictOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>Predicts the genre of a file on another thread.</summary>
    /// <inheritdoc cref="Predict(string, PredictOptions?, CancellationToken)" path="/param"/>
    /// <inheritdoc cref="Predict(string, PredictOptions?, CancellationToken)" path="/exception"/>
    Task<GenrePrediction> PredictAsync(string path, PredictOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>
    /// Predicts the genre of an encoded audio file or a spectrogram PNG in a stream. It is read asynchronously only, as the body of a
    /// request in ASP.NET must be, before another thread decodes it; no thread waits for a slow sender.
    /// </summary>
    /// <param name="stream">The stream, read from where it stands to its end and left open.</param>
    /// <param name="options">The cores, the part of the track; <see langword="null"/> for those given when it was loaded.</param>
    /// <param name="cancellationToken">Stops reading, and between two segments.</param>
    /// <inheritdoc cref="Predict(string, PredictOptions?, CancellationToken)" path="/exception"/>
    Task<GenrePrediction> PredictAsync(Stream stream, PredictOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>Predicts the genre of an encoded audio file or a spectrogram PNG in memory, on another thread.</summary>
    /// <param name="bytes">The whole file; not copied, and in use until the call is over.</param>
    /// <param name="options">The cores, the part of the track; <see langword="null"/> for those given when it was loaded.</param>
    /// <param name="cancellationToken">Stops reading, and between two segments.</param>
    /// <inheritdoc cref="Predict(string, PredictOptions?, CancellationToken)" path="/exception"/>
    Task<GenrePrediction> PredictAsync(
        ReadOnlyMemory<byte> bytes, PredictOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>Predicts the genre of a clip in memory on another thread.</summary>
    /// <param name="clip">The clip.</param>
    /// <param name="options">The cores, the part of the track; <see langword="null"/> for those given when it was loaded.</param>
    /// <param name="cancellationToken">Stops reading, and between two segments.</param>
    /// <inheritdoc cref="Predict(string, PredictOptions?, CancellationToken)" path="/exception"/>
    Task<GenrePrediction> PredictAsync(AudioClip clip, PredictOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>
    /// Predicts the genres of many files, one result a file: in the order of the files, or as they come
    /// (<see cref="PredictOptions.Ordered"/>). A file that cannot be used gives a result that says why; the others go on.
    /// </summary>
    /// <param name="paths">The files; enumerated only a little ahead of the results.</param>
    /// <param name="options">As for one file.</param>
    /// <param name="cancellationToken">Stops reading, and between two segments; the enumeration then throws.</param>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of range.</exception>
    /// <exception cref="OperationCanceledException">The enumeration was cancelled.</exception>
    /// <exception cref="ObjectDisposedException">
    /// The classifier was disposed before; an enumeration that goes on after that throws it in place of its next result.
    /// </exception>
    IAsyncEnumerable<PredictionResult> PredictManyAsync(
        IEnumerable<string> paths, PredictOptions? options = null, CancellationToken cancellationToken = default);
}
