using Microsoft.ML;
using MusicGenre.MLNet.Backbones;
using MusicGenre.MLNet.Embeddings;
using MusicGenre.MLNet.Heads;
using MusicGenre.MLNet.Pipeline;
using MusicGenre.MLNet.Spectrograms;

namespace MusicGenre.MLNet;

/// <summary>
/// Adds this library to ML.NET's catalogues: the transforms and the trainer that <see cref="MusicGenreClassifier"/> uses itself.
/// </summary>
public static class MLContextExtensions
{
    /// <summary>
    /// Registers this library's transforms with a context, so that <c>mlContext.Model.Load</c> can load a model that contains them.
    /// </summary>
    /// <param name="mlContext">The context.</param>
    /// <returns>The same context.</returns>
    public static MLContext RegisterMusicGenre(this MLContext mlContext)
    {
        ArgumentNullException.ThrowIfNull(mlContext);
        return PipelineContext.Register(mlContext);
    }

    /// <summary>Turns paths of audio files into mel spectrogram images.</summary>
    /// <param name="catalog">The transforms' catalogue.</param>
    /// <param name="outputColumnName">The column that receives the images.</param>
    /// <param name="inputColumnName">The text column of paths; <see langword="null"/> if it has the output's name.</param>
    /// <param name="options">The spectrogram's settings; <see langword="null"/> for <see cref="MelOptions.Librosa"/>.</param>
    public static MelSpectrogramImagesEstimator MelSpectrogramImages(
        this TransformsCatalog catalog, string outputColumnName, string? inputColumnName = null, MelOptions? options = null)
        => new(ContextOf(catalog), outputColumnName, inputColumnName ?? outputColumnName, options ?? MelOptions.Librosa);

    /// <summary>Turns paths of audio files or spectrogram PNGs, or spectrogram images, into embeddings.</summary>
    /// <param name="catalog">The transforms' catalogue.</param>
    /// <param name="outputColumnName">The column that receives the embeddings, vectors of the backbone's embedding size.</param>
    /// <param name="inputColumnName">The column of paths (text) or images; <see langword="null"/> if it has the output's name.</param>
    /// <param name="options">The backbone, the segments and the cache; <see langword="null"/> for the defaults.</param>
    /// <exception cref="BackboneException">The backbone is unknown or its weights were not found.</exception>
    public static SpectrogramEmbeddingEstimator SpectrogramEmbedding(
        this TransformsCatalog catalog, string outputColumnName, string? inputColumnName = null,
        SpectrogramEmbeddingOptions? options = null)
    {
        options ??= new SpectrogramEmbeddingOptions();
        EmbeddingCache? cache = options.ReuseCachedBottleneckValues ? new EmbeddingCache(options.WorkspacePath) : null;
        return new SpectrogramEmbeddingEstimator(
            ContextOf(catalog), outputColumnName, inputColumnName ?? outputColumnName, BackboneCatalog.Open(options.Backbone),
            options.Segments, cache);
    }

    /// <summary>
    /// Trains a head on embeddings, with its regularization chosen on a validation set that shares no track or artist with the rest.
    /// </summary>
    /// <param name="catalog">The multiclass trainers' catalogue.</param>
    /// <param name="options">The columns, the validation set and the candidates; <see langword="null"/> for the defaults.</param>
    public static GenreClassificationTrainer GenreClassification(
        this MulticlassClassificationCatalog.MulticlassClassificationTrainers catalog, GenreClassificationOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        // ML.NET does not show a catalogue's context to others; one seeded alike computes alike.
        return new GenreClassificationTrainer(new MLContext((options ??= new GenreClassificationOptions()).Seed), options);
    }

    private static MLContext ContextOf(TransformsCatalog catalog)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        return PipelineContext.Create();
    }
}
