using System.Diagnostics.CodeAnalysis;
using MusicGenre.MLNet.Audio;
using MusicGenre.MLNet.Backbones;
using MusicGenre.MLNet.Common;
using MusicGenre.MLNet.Data;
using MusicGenre.MLNet.Evaluation;
using MusicGenre.MLNet.Models;
using MusicGenre.MLNet.Prediction;
using MusicGenre.MLNet.Training;

namespace MusicGenre.MLNet;

public sealed partial class MusicGenreClassifier
{
    private const string NeedsMlNet =
        "ML.NET, which trains and writes the classifier, finds its parts by reflection. Trimmed programs can load and predict.";

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
    [RequiresUnreferencedCode(NeedsMlNet)]
    [RequiresDynamicCode(NeedsMlNet)]
    public static MusicGenreClassifier Train(
        string dataDirectory, TrainOptions? options = null, IProgress<TrainProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        TrainOptions settings = Checked(options);
        (GenreModel model, EvaluationResult heldOut) =
            HoldOut.Train(dataDirectory, settings, Context(settings, progress, cancellationToken));
        return new MusicGenreClassifier(model, heldOut: heldOut);
    }

    /// <summary>Trains a classifier on another thread; see <see cref="Train"/>.</summary>
    /// <inheritdoc cref="Train" path="/param"/>
    /// <inheritdoc cref="Train" path="/returns"/>
    /// <inheritdoc cref="Train" path="/exception"/>
    /// <exception cref="OperationCanceledException">The training was cancelled.</exception>
    [RequiresUnreferencedCode(NeedsMlNet)]
    [RequiresDynamicCode(NeedsMlNet)]
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
    [RequiresUnreferencedCode(NeedsMlNet)]
    [RequiresDynamicCode(NeedsMlNet)]
    public static CrossValidationResult CrossValidate(
        string dataDirectory, TrainOptions? options = null, IProgress<TrainProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        TrainOptions settings = Checked(options);
        return CrossValidation.Run(dataDirectory, settings, Context(settings, progress, cancellationToken));
    }

    /// <summary>Cross-validates on another thread; see <see cref="CrossValidate"/>.</summary>
    /// <inheritdoc cref="Train" path="/param"/>
    /// <inheritdoc cref="Train" path="/exception"/>
    /// <exception cref="OperationCanceledException">The training was cancelled.</exception>
    /// <returns>The result over all tracks and for each fold.</returns>
    [RequiresUnreferencedCode(NeedsMlNet)]
    [RequiresDynamicCode(NeedsMlNet)]
    public static Task<CrossValidationResult> CrossValidateAsync(
        string dataDirectory, TrainOptions? options = null, IProgress<TrainProgress>? progress = null,
        CancellationToken cancellationToken = default)
        => Task.Run(() => CrossValidate(dataDirectory, options, progress, cancellationToken), cancellationToken);

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
        return Run(dataDirectory, options, progress, cancellationToken);
    }

    /// <summary>Measures the classifier on another thread; see <see cref="Evaluate"/>.</summary>
    /// <inheritdoc cref="Evaluate" path="/param"/>
    /// <inheritdoc cref="Evaluate" path="/exception"/>
    /// <exception cref="OperationCanceledException">The evaluation was cancelled.</exception>
    public async Task<EvaluationResult> EvaluateAsync(
        string dataDirectory, TrainOptions? options = null, IProgress<TrainProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        // Taken here, not on the other thread, as for predictions.
        using SharedLifetime.Lease lease = _lifetime.Enter();
        return await Task.Run(() => Run(dataDirectory, options, progress, cancellationToken), cancellationToken).ConfigureAwait(false);
    }

    private EvaluationResult Run(
        string dataDirectory, TrainOptions? options, IProgress<TrainProgress>? progress, CancellationToken cancellationToken)
    {
        TrainOptions settings = Checked(options);
        return FolderEvaluator.Run(_model, dataDirectory, settings, Context(settings, progress, cancellationToken));
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
