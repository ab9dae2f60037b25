using Microsoft.ML.Data;
using Microsoft.ML.Transforms;

namespace MusicGenre.MLNet.Pipeline;

/// <summary>ML.NET's mapping from the path of an audio file or a spectrogram PNG to the embeddings of its segments.</summary>
[CustomMappingFactoryAttribute(Contract)]
internal sealed class FileEmbeddingMapping : CustomMappingFactory<FileEmbeddingMapping.Input, SegmentEmbeddingsRow>
{
    public const string Contract = "MusicGenre.FileEmbedding";

    public override Action<Input, SegmentEmbeddingsRow> GetMapping()
    {
        var embedder = new PackagedEmbedder();
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
