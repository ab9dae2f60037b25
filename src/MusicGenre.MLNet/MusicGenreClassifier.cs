using MusicGenre.MLNet.Audio;
using MusicGenre.MLNet.Backbones;
using MusicGenre.MLNet.Common;
using MusicGenre.MLNet.Data;
using MusicGenre.MLNet.Embeddings;
using MusicGenre.MLNet.Evaluation;
using MusicGenre.MLNet.Models;
using MusicGenre.MLNet.Prediction;
using MusicGenre.MLNet.Prediction.Explaining;
using MusicGenre.MLNet.Prediction.Pretraining;
using MusicGenre.MLNet.Spectrograms;
using MusicGenre.MLNet.Training;

namespace MusicGenre.MLNet;

/// <summary>
/// Predicts the genre of music. It is trained on a folder of audio or spectrogram PNGs, one sub-folder a genre, or loaded from a file, or
/// comes ready with the package (<see cref="Pretrained()"/>).
/// One classifier may be used by many threads at once, and disposed meanwhile: see <see cref="Dispose"/>.
/// </summary>
public sealed class MusicGenreClassifier : IDisposable
{
    private readonly GenreModel _model;
    private readonly GenrePredictor _predictor;
    private readonly SharedLifetime _lifetime;

    private MusicGenreClassifier(GenreModel model, EvaluationResult? heldOut = null)
    {
        (_model, HeldOut) = (model, heldOut);
        _lifetime = new SharedLifetime(this, model.Dispose);
        _predictor = new GenrePredictor(model, _lifetime);
    }

    /// <summary>Gets the genres, in ordinal order.</summary>
    public IReadOnlyList<string> Genres => _model.Manifest.Genres;

    /// <summary>Gets what the model file says: genres, backbone and front end, held-out figures, version, date.</summary>
    public ModelManifest Manifest => _model.Manifest;

    /// <summary>Gets the parts of the classifier.</summary>
    internal GenreModel Model => _model;

    /// <summary>
    /// Gets the result on tracks that took no part in the training it describes; <see langword="null"/> for a pretrained classifier and a
    /// loaded one, whose figures are in <see cref="Manifest"/>.
    /// </summary>
    public EvaluationResult? HeldOut { get; }

    /// <summary>
    /// Gets what the training worked on and how long it took; <see langword="null"/> for a pretrained or loaded classifier.
    /// </summary>
    public TrainingSummary? Training => HeldOut?.Origin?.Training;

    /// <summary>Gets the genres that <see cref="Pretrained()"/> knows, in ordinal order.</summary>
    /// <exception cref="BackboneException">The network inside the package is damaged.</exception>
    public static IReadOnlyList<string> PretrainedGenres => [.. PretrainedModelBuilder.Network.Genres.Order(StringComparer.Ordinal)];

    /// <summary>
    /// Creates a ready classifier for all of <see cref="PretrainedGenres"/>, without training or files. Many genres are similar (rock, hard
    /// rock, grunge), so name those that you expect if you can: <see cref="Pretrained(IEnumerable{string})"/>.
    /// </summary>
    /// <returns>The classifier; its <see cref="ModelManifest.IsPretrained"/> is set.</returns>
    /// <exception cref="BackboneException">The network inside the package is damaged.</exception>
    public static MusicGenreClassifier Pretrained() => new(PretrainedModelBuilder.Build(PretrainedModelBuilder.Network, null));

    /// <summary>Creates a ready classifier for some genres. The others are ignored: the probabilities of these sum to 1.</summary>
    /// <param name="genres">
    /// At least two of <see cref="PretrainedGenres"/>. Capitals, blanks and hyphens do not matter, and common other names are known:
    /// <c>hiphop</c>, <c>Hip-Hop</c> and <c>rap</c> are <c>hip hop</c>, <c>rnb</c> is <c>r&amp;b</c>. <see cref="Genres"/> has them as they
    /// are written here.
    /// </param>
    /// <returns>The classifier; its <see cref="ModelManifest.IsPretrained"/> is set.</returns>
    /// <exception cref="ArgumentException">
    /// A genre is unknown (the message lists those that are known), two mean the same, or there are fewer than two.
    /// </exception>
    /// <exception cref="BackboneException">The network inside the package is damaged.</exception>
    public static MusicGenreClassifier Pretrained(params IEnumerable<string> genres)
    {
        ArgumentNullException.ThrowIfNull(genres);
        return new MusicGenreClassifier(PretrainedModelBuilder.Build(PretrainedModelBuilder.Network, [.. genres]));
    }

    /// <summary>Trains a classifier.</summary>
    /// <param name="dataDirectory">
    /// A folder with one sub-folder a genre, of audio files or spectrogram PNGs; a <c>tracks.csv</c> in it may name artists and folds.
    /// </param>
    /// <param name="options">The backbone, the split, the cache; <see langword="null"/> for the defaults.</param>
    /// <param name="progress">Receives a report of every file, from several threads.</param>
    /// <param name="cancellationToken">Stops within one segment of each file at work; nothing half-written is left.</param>
    /// <returns>The classifier; <see cref="HeldOut"/> has its figures.</returns>
    /// <exception cref="DatasetException">
    /// The folder is missing or holds too little; the message says what was found and what is expected.
    /// </exception>
    /// <exception cref="BackboneException">
    /// The backbone is unknown, its weights were not found, or it does not accept these files.
    /// </exception>
    /// <exception cref="FfmpegNotFoundException">A file needs the program ffmpeg, and it is not installed.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of range.</exception>
    public static MusicGenreClassifier Train(
        string dataDirectory, TrainOptions? options = null, IProgress<TrainProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        TrainOptions settings = Checked(options);
        (GenreModel model, EvaluationResult heldOut) =
            HoldOut.Train(dataDirectory, settings, Context(settings, progress, cancellationToken));
        return new MusicGenreClassifier(model, heldOut);
    }

    /// <summary>Trains a classifier on another thread; see <see cref="Train"/>.</summary>
    public static Task<MusicGenreClassifier> TrainAsync(
        string dataDirectory, TrainOptions? options = null, IProgress<TrainProgress>? progress = null,
        CancellationToken cancellationToken = default)
        => Task.Run(() => Train(dataDirectory, options, progress, cancellationToken), cancellationToken);

    /// <summary>
    /// Trains a classifier for each fold and classifies with it the tracks of artists that it did not learn from (cross-validation).
    /// Folds given in <c>tracks.csv</c> are used as given.
    /// </summary>
    /// <inheritdoc cref="Train" path="/param"/>
    /// <inheritdoc cref="Train" path="/exception"/>
    /// <returns>The result over all tracks and for each fold.</returns>
    public static CrossValidationResult CrossValidate(
        string dataDirectory, TrainOptions? options = null, IProgress<TrainProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        TrainOptions settings = Checked(options);
        return CrossValidation.Run(dataDirectory, settings, Context(settings, progress, cancellationToken));
    }

    /// <summary>Loads a classifier from a file that <see cref="Save(string)"/> wrote. Nothing else is needed.</summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="ModelFileException">
    /// The file is damaged, from a newer version of this library, or not a model of this library.
    /// </exception>
    public static MusicGenreClassifier Load(string path)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        if (!File.Exists(path))
            throw new FileNotFoundException($"There is no model file {Path.GetFullPath(path)}.", path);
        return new MusicGenreClassifier(ModelFile.Read(File.ReadAllBytes(path), path));
    }

    /// <summary>Loads a classifier from a stream of a file that <see cref="Save(string)"/> wrote.</summary>
    /// <exception cref="ModelFileException">
    /// The stream is damaged, from a newer version of this library, or not a model of this library.
    /// </exception>
    public static MusicGenreClassifier Load(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        using var whole = new MemoryStream();
        stream.CopyTo(whole);
        return new MusicGenreClassifier(ModelFile.Read(whole.ToArray(), "the stream"));
    }

    /// <summary>
    /// Saves the classifier, backbone included, as one ML.NET model file. An existing file is replaced when the new one is complete.
    /// </summary>
    /// <param name="path">The file's path, usually ending in <c>.zip</c>.</param>
    /// <exception cref="IOException">The file cannot be written; what was there is still there.</exception>
    /// <exception cref="ObjectDisposedException">The classifier was disposed before.</exception>
    public void Save(string path)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        using SharedLifetime.Lease lease = _lifetime.Enter();
        AtomicFile.Write(path, stream => ModelFile.Write(_model, stream));
    }

    /// <summary>Saves the classifier to a stream.</summary>
    /// <exception cref="ObjectDisposedException">The classifier was disposed before.</exception>
    public void Save(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        using SharedLifetime.Lease lease = _lifetime.Enter();
        ModelFile.Write(_model, stream);
    }

    /// <summary>Predicts the genre of an audio file, or of a spectrogram PNG if the backbone accepts images.</summary>
    /// <param name="path">The file's path.</param>
    /// <param name="cancellationToken">Stops between two segments.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="AudioFormatException">The file is no audio that can be decoded, too short, or silent.</exception>
    /// <exception cref="FfmpegNotFoundException">The file needs the program ffmpeg, and it is not installed.</exception>
    /// <exception cref="BackboneException">The file is an image and the backbone requires audio.</exception>
    /// <exception cref="ObjectDisposedException">The classifier was disposed before.</exception>
    public GenrePrediction Predict(string path, CancellationToken cancellationToken = default)
        => Predict(reader => reader.Read(path, cancellationToken), cancellationToken);

    /// <summary>
    /// Predicts the genre of an encoded audio file or a spectrogram PNG in a stream; see <see cref="Predict(string, CancellationToken)"/>.
    /// </summary>
    /// <exception cref="ObjectDisposedException">The classifier was disposed before.</exception>
    public GenrePrediction Predict(Stream stream, CancellationToken cancellationToken = default)
        => Predict(reader => reader.Read(stream, cancellationToken), cancellationToken);

    /// <summary>Predicts the genre of a clip in memory.</summary>
    /// <exception cref="AudioFormatException">The clip is too short or silent.</exception>
    /// <exception cref="ObjectDisposedException">The classifier was disposed before.</exception>
    public GenrePrediction Predict(AudioClip clip, CancellationToken cancellationToken = default)
        => Predict(reader => reader.Read(clip, cancellationToken), cancellationToken);

    /// <summary>Predicts the genre of a spectrogram image.</summary>
    /// <exception cref="BackboneException">The backbone requires audio.</exception>
    /// <exception cref="ObjectDisposedException">The classifier was disposed before.</exception>
    public GenrePrediction Predict(SpectrogramImage picture, CancellationToken cancellationToken = default)
        => Predict(reader => reader.Read(picture), cancellationToken);

    /// <summary>Predicts the genre of a file on another thread; see <see cref="Predict(string, CancellationToken)"/>.</summary>
    /// <exception cref="ObjectDisposedException">The classifier was disposed before.</exception>
    public async Task<GenrePrediction> PredictAsync(string path, CancellationToken cancellationToken = default)
    {
        // Taken here, not on the other thread: a call that was accepted finishes, however late that thread comes.
        using SharedLifetime.Lease lease = _lifetime.Enter();
        return await Task.Run(
            () => _predictor.Predict(reader => reader.Read(path, cancellationToken), cancellationToken), cancellationToken)
            .ConfigureAwait(false);
    }

    /// <summary>
    /// Predicts the genres of many files on all cores, one result a file in the order of the files, each as soon as it is there. A file
    /// that cannot be used gives a result that says why; the others go on.
    /// </summary>
    /// <param name="paths">The files; enumerated only a little ahead of the results.</param>
    /// <param name="cancellationToken">Stops between two segments; the enumeration then throws.</param>
    /// <exception cref="ObjectDisposedException">
    /// The classifier was disposed before; an enumeration that goes on after that throws it in place of its next result.
    /// </exception>
    public IEnumerable<PredictionResult> PredictMany(IEnumerable<string> paths, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(paths);
        _lifetime.ThrowIfClosed();
        return _predictor.PredictMany(paths, Environment.ProcessorCount, cancellationToken);
    }

    /// <summary>
    /// Explains the prediction for a file: which patches of its spectrogram and which moments speak for and against a genre.
    /// </summary>
    /// <param name="path">The file's path; as for <see cref="Predict(string, CancellationToken)"/>.</param>
    /// <param name="options">The genre to explain, the size of the patches; <see langword="null"/> for the defaults.</param>
    /// <param name="cancellationToken">Stops between two patches.</param>
    /// <exception cref="ArgumentException">The classifier does not know the genre to explain.</exception>
    /// <inheritdoc cref="Predict(string, CancellationToken)" path="/exception"/>
    public Explanation Explain(string path, ExplainOptions? options = null, CancellationToken cancellationToken = default)
        => Explain(reader => reader.Read(path, cancellationToken), options, cancellationToken);

    /// <summary>
    /// Explains the prediction for a clip in memory; see <see cref="Explain(string, ExplainOptions?, CancellationToken)"/>.
    /// </summary>
    /// <exception cref="ObjectDisposedException">The classifier was disposed before.</exception>
    public Explanation Explain(AudioClip clip, ExplainOptions? options = null, CancellationToken cancellationToken = default)
        => Explain(reader => reader.Read(clip, cancellationToken), options, cancellationToken);

    /// <summary>
    /// Measures the classifier on other music of the same genres. The caller must ensure that the folder shares no tracks with the training
    /// data: those would make the figures too good.
    /// </summary>
    /// <param name="dataDirectory">
    /// A folder as for <see cref="Train"/>. Tracks of genres that the classifier does not know are left out and named.
    /// </param>
    /// <param name="options">Only the cache, the cores and the seed are used; backbone and segments are those of the classifier.</param>
    /// <param name="progress">Receives a report of every file, from several threads.</param>
    /// <param name="cancellationToken">Stops within one segment of each file at work.</param>
    /// <exception cref="DatasetException">The folder is missing, or no track of a known genre can be read.</exception>
    /// <exception cref="ObjectDisposedException">The classifier was disposed before.</exception>
    public EvaluationResult Evaluate(
        string dataDirectory, TrainOptions? options = null, IProgress<TrainProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        using SharedLifetime.Lease lease = _lifetime.Enter();
        TrainOptions settings = Checked(options);
        return FolderEvaluator.Run(_model, dataDirectory, settings, Context(settings, progress, cancellationToken));
    }

    /// <summary>
    /// Frees the backbone without waiting: calls that run on other threads finish, and the last of them frees it.
    /// Calls that come later throw <see cref="ObjectDisposedException"/>, and so does the next step of an enumeration of
    /// <see cref="PredictMany"/>; the properties still work. A second call does nothing.
    /// </summary>
    public void Dispose() => _lifetime.Close();

    private GenrePrediction Predict(Func<TrackReader, IReadOnlyList<TrackSegment>> read, CancellationToken cancellationToken)
    {
        using SharedLifetime.Lease lease = _lifetime.Enter();
        return _predictor.Predict(read, cancellationToken);
    }

    private Explanation Explain(
        Func<TrackReader, IReadOnlyList<TrackSegment>> read, ExplainOptions? options, CancellationToken cancellationToken)
    {
        options ??= new ExplainOptions();
        options.Validate();
        using SharedLifetime.Lease lease = _lifetime.Enter();
        GenrePrediction prediction = _predictor.Predict(read, cancellationToken);
        return new Explainer(_model).Explain(read(_predictor.Reader), prediction, options, cancellationToken);
    }

    private static WorkContext Context(TrainOptions options, IProgress<TrainProgress>? progress, CancellationToken cancellationToken)
        => new(options.MaxDegreeOfParallelism, progress, cancellationToken);

    private static TrainOptions Checked(TrainOptions? options)
    {
        options ??= new TrainOptions();
        options.Validate();
        return options;
    }
}
