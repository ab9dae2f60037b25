using Microsoft.ML.Data;
using MusicGenre.MLNet.Embeddings;

namespace MusicGenre.MLNet.Pipeline;

/// <summary>The row that the embedding mappings write: all segments' embeddings, one after the other.</summary>
internal sealed class SegmentEmbeddingsRow
{
    [ColumnName(PipelineColumns.Segments)]
    public VBuffer<float> Segments { get; set; }

    public void Set(SegmentEmbeddings embeddings) => Segments = new VBuffer<float>(embeddings.Values.Length, embeddings.Values.ToArray());
}
