using Microsoft.ML;
using Microsoft.ML.Data;
using MusicGenre.MLNet.Backbones;
using MusicGenre.MLNet.Training;
using MusicGenre.MLNet.Training.Pipeline;

namespace MusicGenre.MLNet.Prediction;

/// <summary>A model as the chain of ML.NET transformers that a model file holds, and back.</summary>
internal static class ModelPipeline
{
    /// <summary>From <c>AudioPath</c> (text) to <c>Embedding</c>, <c>Score</c> (slot names: genres) and <c>PredictedLabel</c> (text).</summary>
    public static (ITransformer Chain, DataViewSchema InputSchema) Compose(MLContext mlContext, GenreModel model)
    {
        IDataView empty = mlContext.Data.LoadFromEnumerable(Array.Empty<GenreModelInput>());
        ITransformer embed = new SpectrogramEmbeddingEstimator(
            mlContext, "Embedding", nameof(GenreModelInput.AudioPath), model.Backbone, model.Manifest.Segments, cache: null).Fit(empty);
        IDataView scored = model.Head.Transformer.Transform(embed.Transform(empty));
        ITransformer name = mlContext.Transforms.Conversion.MapKeyToValue(nameof(GenreModelOutput.PredictedLabel)).Fit(scored);
        return (new TransformerChain<ITransformer>(embed, model.Head.Transformer, name), empty.Schema);
    }

    /// <summary>Finds the head and the backbone in a chain that was loaded.</summary>
    /// <exception cref="BackboneException">The backbone inside is damaged.</exception>
    /// <returns><see langword="null"/> if the chain is not one of this library's.</returns>
    public static (Backbone Backbone, SegmentOptions Segments, LinearHead Head)? Take(MLContext mlContext, ITransformer chain)
    {
        if (LinearHead.TryExtract([chain]) is not { } head)
            return null;
        IDataView row = mlContext.Data.LoadFromEnumerable([new GenreModelInput()]);
        foreach (ITransformer transformer in LinearHead.Flatten(chain))
        {
            row = transformer.Transform(row);
            if (row.Schema.GetColumnOrNull(PipelineColumns.Package) is not { } column)
                continue;
            (Backbone backbone, SegmentOptions segments) = BackbonePackage.Unpack(ReadBytes(row, column));
            return (backbone, segments, head);
        }
        return null;
    }

    private static byte[] ReadBytes(IDataView row, DataViewSchema.Column column)
    {
        using DataViewRowCursor cursor = row.GetRowCursor([column]);
        VBuffer<byte> value = default;
        if (cursor.MoveNext())
            cursor.GetGetter<VBuffer<byte>>(column)(ref value);
        return [.. value.DenseValues()];
    }
}
