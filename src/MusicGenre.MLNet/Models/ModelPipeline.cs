using Microsoft.ML;
using Microsoft.ML.Data;
using MusicGenre.MLNet.Pipeline;

namespace MusicGenre.MLNet.Models;

/// <summary>A model as the chain of ML.NET transformers that a model file holds.</summary>
internal static class ModelPipeline
{
    /// <summary>From <c>AudioPath</c> (text) to <c>Embedding</c>, <c>Score</c> (slot names: genres) and <c>PredictedLabel</c> (text).</summary>
    public static (TransformerChain<ITransformer> Chain, DataViewSchema InputSchema) Compose(MLContext mlContext, GenreModel model, ITransformer head)
    {
        IDataView empty = mlContext.Data.LoadFromEnumerable(Array.Empty<GenreModelInput>());
        ITransformer embed = new SpectrogramEmbeddingEstimator(
            mlContext, "Embedding", nameof(GenreModelInput.AudioPath), model.Backbone, model.Manifest.Segments, cache: null).Fit(empty);
        IDataView scored = head.Transform(embed.Transform(empty));
        if (scored.Schema[nameof(GenreModelOutput.PredictedLabel)].Type is not KeyDataViewType)
            return (new TransformerChain<ITransformer>(embed, head), empty.Schema);
        ITransformer name = mlContext.Transforms.Conversion.MapKeyToValue(nameof(GenreModelOutput.PredictedLabel)).Fit(scored);
        return (new TransformerChain<ITransformer>(embed, head, name), empty.Schema);
    }
}
