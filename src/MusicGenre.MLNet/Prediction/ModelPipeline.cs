using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms;
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
        if (scored.Schema[nameof(GenreModelOutput.PredictedLabel)].Type is not KeyDataViewType)
            return (new TransformerChain<ITransformer>(embed, model.Head.Transformer), empty.Schema);
        ITransformer name = mlContext.Transforms.Conversion.MapKeyToValue(nameof(GenreModelOutput.PredictedLabel)).Fit(scored);
        return (new TransformerChain<ITransformer>(embed, model.Head.Transformer, name), empty.Schema);
    }

    /// <summary>Finds the head and the backbone in a chain that was loaded.</summary>
    /// <exception cref="BackboneException">The backbone inside is damaged.</exception>
    /// <returns><see langword="null"/> if the chain is not one of this library's.</returns>
    public static (Backbone Backbone, TrainedHead Head)? Take(MLContext mlContext, ITransformer chain, ModelManifest manifest)
    {
        TrainedHead head;
        if (LinearHead.TryExtract([chain]) is { } linear)
            head = new TrainedHead(HeadOf(chain), linear, manifest.L2Regularization);
        else if (SoftmaxHead.IsIn(chain))
            head = SoftmaxHead.Create(mlContext, manifest.Genres, manifest.NetworkOutputs, manifest.Backbone.EmbeddingSize);
        else
            return null;
        IDataView row = mlContext.Data.LoadFromEnumerable([new GenreModelInput()]);
        foreach (ITransformer transformer in LinearHead.Flatten(chain))
        {
            row = transformer.Transform(row);
            if (row.Schema.GetColumnOrNull(PipelineColumns.Package) is not { } column)
                continue;
            return (BackbonePackage.Unpack(ReadBytes(row, column)).Backbone, head);
        }
        return null;
    }

    /// <summary>The part of a composed chain that was trained, without the naming of the label that <see cref="Compose"/> adds.</summary>
    private static TransformerChain<ITransformer> HeadOf(ITransformer chain)
        => new TransformerChain<ITransformer>(
            [.. LinearHead.Flatten(chain).SkipWhile(t => t is not NormalizingTransformer).TakeWhile(t => t is not KeyToValueMappingTransformer)]);

    private static byte[] ReadBytes(IDataView row, DataViewSchema.Column column)
    {
        using DataViewRowCursor cursor = row.GetRowCursor([column]);
        VBuffer<byte> value = default;
        if (cursor.MoveNext())
            cursor.GetGetter<VBuffer<byte>>(column)(ref value);
        return [.. value.DenseValues()];
    }
}
