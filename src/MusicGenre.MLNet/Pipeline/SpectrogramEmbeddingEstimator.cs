using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms.Image;
using MusicGenre.MLNet.Backbones;
using MusicGenre.MLNet.Embeddings;

namespace MusicGenre.MLNet.Pipeline;

/// <summary>
/// Turns a column of paths (audio files, spectrogram PNGs) or of spectrogram images into the tracks' embeddings: the backbone's
/// embeddings, averaged over the track's segments.
/// </summary>
/// <remarks>
/// | | |
/// | -- | -- |
/// | Input column | text (a path), or an ML.NET image |
/// | Output column | vector of <see cref="float"/> of the backbone's embedding size |
/// | Reads the data to fit | no |
/// | Saved with the model | the backbone's description and weights, the segment settings; not the cache |
/// </remarks>
public sealed class SpectrogramEmbeddingEstimator : IEstimator<ITransformer>
{
    private readonly MLContext _mlContext;
    private readonly string _outputColumnName;
    private readonly string _inputColumnName;
    private readonly TrackEmbedder _embedder;
    private readonly SegmentOptions _segments;
    private readonly EmbeddingCache? _cache;

    internal SpectrogramEmbeddingEstimator(
        MLContext mlContext, string outputColumnName, string inputColumnName, Backbone backbone, SegmentOptions segments,
        EmbeddingCache? cache)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(outputColumnName);
        ArgumentException.ThrowIfNullOrWhiteSpace(inputColumnName);
        (_mlContext, _outputColumnName, _inputColumnName) = (mlContext, outputColumnName, inputColumnName);
        (_segments, _cache) = (segments, cache);
        _embedder = new TrackEmbedder(backbone, segments);
    }

    /// <summary>Creates the transformer; nothing is read yet.</summary>
    /// <exception cref="ArgumentException">The input column is missing, or neither text nor an image.</exception>
    public ITransformer Fit(IDataView input)
    {
        ArgumentNullException.ThrowIfNull(input);
        DataViewSchema.Column column = input.Schema.GetColumnOrNull(_inputColumnName)
            ?? throw new ArgumentException(
                $"The data has no column '{_inputColumnName}'; it has "
                + $"{string.Join(", ", input.Schema.Select(c => c.Name))}.", nameof(input));
        return column.Type is TextDataViewType or ImageDataViewType
            ? Chain(column.Type is ImageDataViewType).Fit(input)
            : throw new ArgumentException(
                $"The column '{_inputColumnName}' must hold paths (text) or spectrogram images, and is {column.Type}.", nameof(input));
    }

    /// <inheritdoc/>
    public SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        ArgumentNullException.ThrowIfNull(inputSchema);
        SchemaShape.Column[] columns = [.. inputSchema.Where(c => c.Name == _inputColumnName)];
        return columns.Length > 0
            ? Chain(columns[0].ItemType is ImageDataViewType).GetOutputSchema(inputSchema)
            : throw new ArgumentException($"The data has no column '{_inputColumnName}'.", nameof(inputSchema));
    }

    private EstimatorChain<ITransformer> Chain(bool fromImages)
    {
        TransformsCatalog transforms = _mlContext.Transforms;
        string source = fromImages ? PipelineColumns.Picture : PipelineColumns.Path;
        return new EstimatorChain<ITransformer>()
            .Append<ITransformer>(transforms.CopyColumns(source, _inputColumnName))
            .Append(SavedConstant.Add(_mlContext, PipelineColumns.Package, BackbonePackage.Pack(_embedder.Backbone, _segments)))
            .Append<ITransformer>(fromImages
                ? transforms.CustomMapping<PictureEmbeddingMapping.Input, SegmentEmbeddingsRow>(
                    EmbedPicture, PictureEmbeddingMapping.Contract)
                : transforms.CustomMapping<FileEmbeddingMapping.Input, SegmentEmbeddingsRow>(EmbedFile, FileEmbeddingMapping.Contract))
            .Append(MeanOverSegments.Estimator(
                _mlContext, PipelineColumns.Embedding, PipelineColumns.Segments, _embedder.Backbone.EmbeddingSize, []))
            .Append<ITransformer>(transforms.CopyColumns(_outputColumnName, PipelineColumns.Embedding))
            .Append<ITransformer>(
                transforms.DropColumns(source, PipelineColumns.Package, PipelineColumns.Segments, PipelineColumns.Embedding));
    }

    private void EmbedFile(FileEmbeddingMapping.Input input, SegmentEmbeddingsRow output)
        => output.Set(_embedder.Embed(input.Path.ToString(), _cache, CancellationToken.None).Embeddings);

    private void EmbedPicture(PictureEmbeddingMapping.Input input, SegmentEmbeddingsRow output)
        => output.Set(_embedder.Embed(ImageColumn.ToPicture(input.Picture)));
}
