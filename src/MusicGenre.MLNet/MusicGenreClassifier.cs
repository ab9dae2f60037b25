using MusicGenre.MLNet.Audio;
using MusicGenre.MLNet.Backbones;
using MusicGenre.MLNet.Common;
using MusicGenre.MLNet.Evaluation;
using MusicGenre.MLNet.Models;
using MusicGenre.MLNet.Prediction;
using MusicGenre.MLNet.Prediction.Pretraining;

namespace MusicGenre.MLNet;

/// <summary>
/// Predicts the genre of music. It is trained on a folder of audio or spectrogram PNGs, one sub-folder a genre, or loaded from a file, or
/// comes ready with the package (<see cref="Pretrained()"/>).
/// One classifier may be used by many threads at once, and disposed meanwhile: see <see cref="Dispose"/>.
/// </summary>
public sealed partial class MusicGenreClassifier : IMusicGenreClassifier, IDisposable
{
    private readonly GenreModel _model;
    private readonly GenrePredictor _predictor;
    private readonly SharedLifetime _lifetime;

    private readonly PredictOptions _defaults;

    private MusicGenreClassifier(GenreModel model, PredictOptions? defaults = null, EvaluationResult? heldOut = null)
    {
        WorkFolder.RemoveLeft();
        (_model, _defaults, HeldOut) = (model, defaults ?? new PredictOptions(), heldOut);
        _lifetime = new SharedLifetime(this, model.Dispose);
        _predictor = new GenrePredictor(model);
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

    /// <summary>
    /// Creates a ready classifier for some genres, or for all, with options; see <see cref="Pretrained(IEnumerable{string})"/>.
    /// </summary>
    /// <param name="genres">At least two of <see cref="PretrainedGenres"/>; <see langword="null"/> for all.</param>
    /// <param name="options">The defaults of predictions; <see langword="null"/> for those of the library.</param>
    /// <inheritdoc cref="Pretrained(IEnumerable{string})" path="/returns"/>
    /// <inheritdoc cref="Pretrained(IEnumerable{string})" path="/exception"/>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of range.</exception>
    public static MusicGenreClassifier Pretrained(IEnumerable<string>? genres, LoadOptions? options)
    {
        options?.Validate();
        return new MusicGenreClassifier(
            PretrainedModelBuilder.Build(PretrainedModelBuilder.Network, genres is null ? null : [.. genres]), options?.Predict);
    }

    /// <summary>
    /// Runs the network once, on a second of noise, so that the first prediction takes no longer than those that follow.
    /// </summary>
    /// <exception cref="ObjectDisposedException">The classifier was disposed before.</exception>
    public void Warm()
    {
        const int Rate = 44_100; // Of most files, and another one than the networks', so that the resampler is made as well.
        var random = new Random(1);
        Predict(new AudioClip((float[])[.. Enumerable.Range(0, Rate).Select(_ => random.NextSingle() - 0.5f)], Rate));
    }

    /// <summary>Gets a text for people, e.g. <c>10 genres (blues, classical, country, …), backbone mobile</c>.</summary>
    public override string ToString()
        => $"{Genres.Count} genres ({string.Join(", ", Genres.Take(3))}{(Genres.Count > 3 ? ", …" : "")}), backbone {Manifest.Backbone.Name}";

    /// <summary>
    /// Frees the backbone without waiting: calls that run on other threads finish, and the last of them frees it.
    /// Calls that come later throw <see cref="ObjectDisposedException"/>, and so does the next step of an enumeration of
    /// <see cref="PredictMany"/>; the properties still work. A second call does nothing.
    /// </summary>
    public void Dispose() => _lifetime.Close();
}
