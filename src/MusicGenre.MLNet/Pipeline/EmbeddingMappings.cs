using Microsoft.ML.Data;
using Microsoft.ML.Transforms;
using MusicGenre.MLNet.Backbones;
using MusicGenre.MLNet.Embeddings;

namespace MusicGenre.MLNet.Pipeline;

/// <summary>ML.NET's mapping from the path of an audio file or a spectrogram PNG to the embeddings of its segments.</summary>
[CustomMappingFactoryAttribute(Contract)]
internal sealed class FileEmbeddingMapping : CustomMappingFactory<FileEmbeddingMapping.Input, SegmentEmbeddingsRow>
{
    public const string Contract = "MusicGenre.FileEmbedding";

    public override Action<Input, SegmentEmbeddingsRow> GetMapping()
    {
        Packaged<TrackEmbedder> embedder = SegmentEmbeddingsRow.Embedder();
        return (input, output) => output.Set(embedder.Open(input.Package).Embed(input.Path.ToString()));
    }

    internal sealed class Input
    {
        [ColumnName(PipelineColumns.Path)]
        public ReadOnlyMemory<char> Path { get; set; }

        [ColumnName(PipelineColumns.Package)]
        public VBuffer<byte> Package { get; set; }
    }
}

/// <summary>ML.NET's mapping from a spectrogram image column to the embeddings of the picture's pieces.</summary>
[CustomMappingFactoryAttribute(Contract)]
internal sealed class PictureEmbeddingMapping : CustomMappingFactory<PictureEmbeddingMapping.Input, SegmentEmbeddingsRow>
{
    public const string Contract = "MusicGenre.PictureEmbedding";

    public override Action<Input, SegmentEmbeddingsRow> GetMapping()
    {
        Packaged<TrackEmbedder> embedder = SegmentEmbeddingsRow.Embedder();
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

/// <summary>The row that both mappings write: all segments' embeddings, one after the other.</summary>
internal sealed class SegmentEmbeddingsRow
{
    [ColumnName(PipelineColumns.Segments)]
    public VBuffer<float> Segments { get; set; }

    // What follows takes the mean over the segments, which a track's embedding by itself is as well.
    public void Set(SegmentEmbeddings embeddings)
    {
        float[] values = embeddings.HasMeanOfParts ? embeddings.Mean() : embeddings.Values.ToArray();
        Segments = new VBuffer<float>(values.Length, values);
    }

    /// <summary>The backbone and the segment settings that travel in the model file.</summary>
    public static Packaged<TrackEmbedder> Embedder() => new(package =>
    {
        (Backbone backbone, SegmentOptions segments) = BackbonePackage.Unpack(package);
        return new TrackEmbedder(backbone, segments);
    });
}
