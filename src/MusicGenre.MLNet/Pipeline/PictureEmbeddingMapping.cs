using Microsoft.ML.Data;
using Microsoft.ML.Transforms;

namespace MusicGenre.MLNet.Pipeline;

/// <summary>ML.NET's mapping from a spectrogram image column to the embeddings of the picture's pieces.</summary>
[CustomMappingFactoryAttribute(Contract)]
internal sealed class PictureEmbeddingMapping : CustomMappingFactory<PictureEmbeddingMapping.Input, SegmentEmbeddingsRow>
{
    public const string Contract = "MusicGenre.PictureEmbedding";

    public override Action<Input, SegmentEmbeddingsRow> GetMapping()
    {
        var embedder = new PackagedEmbedder();
        return (input, output) => output.Set(embedder.Open(input.Package).Embed(ImageColumn.ToPicture(input.Picture)));
    }

    internal sealed class Input
    {
        [ColumnName(PipelineColumns.Picture), AnyImageType]
        public MLImage Picture { get; set; } = null!;

        [ColumnName(PipelineColumns.Package)]
        public VBuffer<byte> Package { get; set; }
    }
}
