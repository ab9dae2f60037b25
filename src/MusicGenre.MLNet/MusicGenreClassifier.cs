using MusicGenre.MLNet.Audio;
using MusicGenre.MLNet.Backbones;
using MusicGenre.MLNet.Common;
using MusicGenre.MLNet.Data;
using MusicGenre.MLNet.Evaluation;
using MusicGenre.MLNet.Models;
using MusicGenre.MLNet.Prediction;
using MusicGenre.MLNet.Prediction.Explaining;
using MusicGenre.MLNet.Prediction.Pretraining;
using MusicGenre.MLNet.Spectrograms;
using MusicGenre.MLNet.Training;

namespace MusicGenre.MLNet;

/// <summary>
/// Tells the genre of music. It is trained from a folder of audio or spectrogram PNGs, one sub-folder a genre, or loaded from a file, or
/// comes ready with the package (<see cref="Pretrained()"/>).
/// One classifier may be used from many threads at once, and disposed while it is: see <see cref="Dispose"/>.
/// </summary>
public sealed class MusicGenreClassifier : IDisposable
{
    private readonly GenreModel _model;
    private readonly GenrePredictor _predictor;
    private readonly SharedLifetime _lifetime;

    private MusicGenreClassifier(GenreModel model, EvaluationResult? heldOut = null, TrainingSummary? training = null)
    {
        (_model, HeldOut, Training) = (model, heldOut, training);
        _lifetime = new SharedLifetime(this, model.Dispose);
        _predictor = new GenrePredictor(model, _lifetime);
    }

    /// <summary>The genres, in ordinal order.</summary>
    public IReadOnlyList<string> Genres => _model.Manifest.Genres;

    /// <summary>What the model says about itself: genres, backbone and front end, held-out figures, version, date.</summary>
    public ModelManifest Manifest => _model.Manifest;

    /// <summary>The figures of tracks that took no part in the training they describe; <see langword="null"/> for a pretrained classifier and a loaded one, whose figures are in <see cref="Manifest"/>.</summary>
    public EvaluationResult? HeldOut { get; }

    /// <summary>What the training worked on and how long it took; <see langword="null"/> for a pretrained or loaded classifier.</summary>
    public TrainingSummary? Training { get; }

    /// <summary>The genres that <see cref="Pretrained()"/> knows, in ordinal order.</summary>
    /// <exception cref="BackboneException">The network inside the package is damaged.</exception>
    public static IReadOnlyList<string> PretrainedGenres => GenreChoice.All(PretrainedModelBuilder.Network.Genres).Genres;

    /// <summary>
    /// A ready classifier for all of <see cref="PretrainedGenres"/>: no training, no file but the package. Its genres lie close together (rock,
    /// hard rock, grunge), so name those you expect where you can: <see cref="Pretrained(IEnumerable{string})"/>.
    /// </summary>
    /// <returns>The classifier; its <see cref="ModelManifest.IsPretrained"/> is set.</returns>
    /// <exception cref="BackboneException">The network inside the package is damaged.</exception>
    public static MusicGenreClassifier Pretrained() => new(PretrainedModelBuilder.Build(PretrainedModelBuilder.Network, null));

    /// <summary>A ready classifier for some genres: the others are left out of account, so the probabilities of these sum to 1.</summary>
    /// <param name="genres">
    /// At least two of <see cref="PretrainedGenres"/>. Capitals, blanks and hyphens do not matter, and common other names are known: <c>hiphop</c>,
    /// <c>Hip-Hop</c> and <c>rap</c> are <c>hip hop</c>, <c>rnb</c> is <c>r&amp;b</c>. <see cref="Genres"/> has them as they are written here.
    /// </param>
    /// <returns>The classifier; its <see cref="ModelManifest.IsPretrained"/> is set.</returns>
    /// <exception cref="ArgumentException">A genre is unknown (the message lists those that are known), two mean the same, or there are fewer than two.</exception>
    /// <exception cref="BackboneException">The network inside the package is damaged.</exception>
    public static MusicGenreClassifier Pretrained(params IEnumerable<string> genres)
    {
        ArgumentNullException.ThrowIfNull(genres);
        return new MusicGenreClassifier(PretrainedModelBuilder.Build(PretrainedModelBuilder.Network, [.. genres]));
    }

    /// <summary>Trains a classifier.</summary>
    /// <param name="dataDirectory">A folder with one sub-folder a genre, of audio files or spectrogram PNGs; a <c>tracks.csv</c> in it may name artists and folds.</param>
    /// <param name="options">The backbone, the split, the cache; <see langword="null"/> for the defaults.</param>
    /// <param name="progress">Is told of every file; the calls come from several threads.</param>
    /// <param name="cancellationToken">Stops within one segment of each file at hand; nothing half-written stays behind.</param>
    /// <returns>The classifier; <see cref="HeldOut"/> has its figures.</returns>
    /// <exception cref="DatasetException">The folder is missing or holds too little; the message says what was found and what is expected.</exception>
    /// <exception cref="BackboneException">The backbone is unknown, its weights were not found, or it cannot look at these files.</exception>
    /// <exception cref="FfmpegNotFoundException">A file needs the program ffmpeg, and it is not installed.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An option lies outside of its range.</exception>
    public static MusicGenreClassifier Train(
        string dataDirectory, TrainOptions? options = null, IProgress<TrainProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        TrainOptions settings = Checked(options);
        (GenreModel model, EvaluationResult heldOut) = HoldOut.Train(dataDirectory, settings, Context(settings, progress, cancellationToken));
        return new MusicGenreClassifier(model, heldOut, heldOut.Origin!.Training);
    }

    /// <summary>Trains a classifier on another thread; see <see cref="Train"/>.</summary>
    public static Task<MusicGenreClassifier> TrainAsync(
        string dataDirectory, TrainOptions? options = null, IProgress<TrainProgress>? progress = null, CancellationToken cancellationToken = default)
        => Task.Run(() => Train(dataDirectory, options, progress, cancellationToken), cancellationToken);

    /// <summary>
    /// Cross-validation: trains a classifier for each fold and lets it answer for tracks of artists that it did not learn from.
    /// Folds given in <c>tracks.csv</c> are used as given.
    /// </summary>
    /// <inheritdoc cref="Train" path="/param"/>
    /// <inheritdoc cref="Train" path="/exception"/>
    /// <returns>The figures over all tracks and for each fold.</returns>
    public static CrossValidationResult CrossValidate(
        string dataDirectory, TrainOptions? options = null, IProgress<TrainProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        TrainOptions settings = Checked(options);
        return CrossValidation.Run(dataDirectory, settings, Context(settings, progress, cancellationToken));
    }

    /// <summary>Loads a classifier from a file that <see cref="Save(string)"/> wrote. The file is enough by itself.</summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="ModelFileException">The file is damaged, from a newer version of this library, or no model of it.</exception>
    public static MusicGenreClassifier Load(string path)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        if (!File.Exists(path))
            throw new FileNotFoundException($"There is no model file {Path.GetFullPath(path)}.", path);
        return new MusicGenreClassifier(ModelFile.Read(File.ReadAllBytes(path), path));
    }

    /// <summary>Loads a classifier from a stream of a file that <see cref="Save(string)"/> wrote.</summary>
    /// <exception cref="ModelFileException">The stream is damaged, from a newer version of this library, or no model of it.</exception>
    public static MusicGenreClassifier Load(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        using var whole = new MemoryStream();
        stream.CopyTo(whole);
        return new MusicGenreClassifier(ModelFile.Read(whole.ToArray(), "the stream"));
    }

    /// <summary>Saves the classifier as one ML.NET model file, backbone included. An existing file is replaced when the new one is whole.</summary>
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

    /// <summary>Tells the genre of a file: audio of any format, or a spectrogram PNG where the backbone looks at pictures.</summary>
    /// <param name="path">The file's path.</param>
    /// <param name="cancellationToken">Stops between two segments.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="AudioFormatException">The file is no audio that can be decoded, too short, or silent.</exception>
    /// <exception cref="FfmpegNotFoundException">The file needs the program ffmpeg, and it is not installed.</exception>
    /// <exception cref="BackboneException">The file is a picture and the backbone needs the audio.</exception>
    /// <exception cref="ObjectDisposedException">The classifier was disposed before.</exception>
    public GenrePrediction Predict(string path, CancellationToken cancellationToken = default)
    {
        using SharedLifetime.Lease lease = _lifetime.Enter();
        return _predictor.Predict(path, Environment.ProcessorCount, cancellationToken);
    }

    /// <summary>Tells the genre of an encoded audio file or a spectrogram PNG in a stream; see <see cref="Predict(string, CancellationToken)"/>.</summary>
    /// <exception cref="ObjectDisposedException">The classifier was disposed before.</exception>
    public GenrePrediction Predict(Stream stream, CancellationToken cancellationToken = default)
    {
        using SharedLifetime.Lease lease = _lifetime.Enter();
        return _predictor.Predict(stream, Environment.ProcessorCount, cancellationToken);
    }

    /// <summary>Tells the genre of a clip in memory.</summary>
    /// <exception cref="AudioFormatException">The clip is too short or silent.</exception>
    /// <exception cref="ObjectDisposedException">The classifier was disposed before.</exception>
    public GenrePrediction Predict(AudioClip clip, CancellationToken cancellationToken = default)
    {
        using SharedLifetime.Lease lease = _lifetime.Enter();
        return _predictor.Predict(clip, Environment.ProcessorCount, cancellationToken);
    }

    /// <summary>Tells the genre of a spectrogram picture.</summary>
    /// <exception cref="BackboneException">The backbone needs the audio.</exception>
    /// <exception cref="ObjectDisposedException">The classifier was disposed before.</exception>
    public GenrePrediction Predict(SpectrogramImage picture, CancellationToken cancellationToken = default)
    {
        using SharedLifetime.Lease lease = _lifetime.Enter();
        return _predictor.Predict(picture, cancellationToken);
    }

    /// <summary>Tells the genre of a file on another thread; see <see cref="Predict(string, CancellationToken)"/>.</summary>
    /// <exception cref="ObjectDisposedException">The classifier was disposed before.</exception>
    public async Task<GenrePrediction> PredictAsync(string path, CancellationToken cancellationToken = default)
    {
        // Taken here, not on the other thread: a call that was accepted finishes, however late that thread comes.
        using SharedLifetime.Lease lease = _lifetime.Enter();
        return await Task.Run(() => _predictor.Predict(path, Environment.ProcessorCount, cancellationToken), cancellationToken)
            .ConfigureAwait(false);
    }

    /// <summary>
    /// Tells the genres of many files, on all cores, one answer a file in the order of the files, while they are still being worked on.
    /// A file that cannot be used gives an answer that says why; the others go on.
    /// </summary>
    /// <param name="paths">The files; read only a little ahead of the answers.</param>
    /// <param name="cancellationToken">Stops between two segments; the enumeration then throws.</param>
    /// <exception cref="ObjectDisposedException">
    /// The classifier was disposed before; an enumeration that goes on after that throws it in place of its next answer.
    /// </exception>
    public IEnumerable<PredictionResult> PredictMany(IEnumerable<string> paths, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(paths);
        _lifetime.ThrowIfClosed();
        return _predictor.PredictMany(paths, Environment.ProcessorCount, cancellationToken);
    }

    /// <summary>Tells why the classifier answers as it does for a file: which patches of its spectrogram and which moments speak for and against a genre.</summary>
    /// <param name="path">The file's path; as for <see cref="Predict(string, CancellationToken)"/>.</param>
    /// <param name="options">The genre that is asked about, the size of the patches; <see langword="null"/> for the defaults.</param>
    /// <param name="cancellationToken">Stops between two patches.</param>
    /// <exception cref="ArgumentException">The classifier does not know the genre that is asked about.</exception>
    /// <inheritdoc cref="Predict(string, CancellationToken)" path="/exception"/>
    public Explanation Explain(string path, ExplainOptions? options = null, CancellationToken cancellationToken = default)
    {
        using SharedLifetime.Lease lease = _lifetime.Enter();
        GenrePrediction prediction = _predictor.Predict(path, Environment.ProcessorCount, cancellationToken);
        return new Explainer(_model).Explain(path, prediction, Checked(options), cancellationToken);
    }

    /// <summary>Tells why the classifier answers as it does for a clip in memory; see <see cref="Explain(string, ExplainOptions?, CancellationToken)"/>.</summary>
    /// <exception cref="ObjectDisposedException">The classifier was disposed before.</exception>
    public Explanation Explain(AudioClip clip, ExplainOptions? options = null, CancellationToken cancellationToken = default)
    {
        using SharedLifetime.Lease lease = _lifetime.Enter();
        GenrePrediction prediction = _predictor.Predict(clip, Environment.ProcessorCount, cancellationToken);
        return new Explainer(_model).Explain(clip, prediction, Checked(options), cancellationToken);
    }

    /// <summary>
    /// Measures the classifier on other music of the same genres. The caller answers for it being other music: tracks that the
    /// classifier learned from make the figures too good.
    /// </summary>
    /// <param name="dataDirectory">A folder laid out as for <see cref="Train"/>. Tracks of genres that the classifier does not know are left out and named.</param>
    /// <param name="options">Only the cache, the cores and the seed are used; the backbone and segments are the classifier's own.</param>
    /// <param name="progress">Is told of every file; the calls come from several threads.</param>
    /// <param name="cancellationToken">Stops within one segment of each file at hand.</param>
    /// <exception cref="DatasetException">The folder is missing, or no track of a known genre can be read.</exception>
    /// <exception cref="ObjectDisposedException">The classifier was disposed before.</exception>
    public EvaluationResult Evaluate(
        string dataDirectory, TrainOptions? options = null, IProgress<TrainProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        using SharedLifetime.Lease lease = _lifetime.Enter();
        TrainOptions settings = Checked(options);
        return FolderEvaluator.Run(_model, dataDirectory, settings, Context(settings, progress, cancellationToken));
    }

    /// <summary>
    /// Frees the backbone, and does not wait: calls that run on other threads finish with their answers, and the last of them frees it.
    /// Calls that come later throw <see cref="ObjectDisposedException"/>, and so does the next step of an enumeration of
    /// <see cref="PredictMany"/>; the properties go on working. A second call does nothing.
    /// </summary>
    public void Dispose() => _lifetime.Close();

    private static WorkContext Context(TrainOptions options, IProgress<TrainProgress>? progress, CancellationToken cancellationToken)
        => new(options.MaxDegreeOfParallelism, progress, cancellationToken);

    private static ExplainOptions Checked(ExplainOptions? options)
    {
        options ??= new ExplainOptions();
        options.Validate();
        return options;
    }

    private static TrainOptions Checked(TrainOptions? options)
    {
        options ??= new TrainOptions();
        options.Validate();
        return options;
    }
}
