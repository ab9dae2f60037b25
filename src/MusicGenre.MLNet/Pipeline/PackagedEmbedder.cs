using Microsoft.ML.Data;
using MusicGenre.MLNet.Backbones;
using MusicGenre.MLNet.Embeddings;

namespace MusicGenre.MLNet.Pipeline;

/// <summary>Opens the backbone that travels in the model file, once, when the first row asks for it; later rows share it on all threads.</summary>
internal sealed class PackagedEmbedder
{
    private readonly Lock _opening = new();
    private volatile TrackEmbedder? _embedder;

    public TrackEmbedder Open(VBuffer<byte> package)
    {
        if (_embedder is { } opened)
            return opened;
        lock (_opening)
        {
            if (_embedder is null)
            {
                (Backbone backbone, SegmentOptions segments) = BackbonePackage.Unpack([.. package.DenseValues()]);
                _embedder = new TrackEmbedder(backbone, segments);
            }
            return _embedder;
        }
    }
}
