using MusicGenre.MLNet.Backbones;
using MusicGenre.MLNet.Cli.Sharding;

namespace MusicGenre.MLNet.Cli.Streaming;

/// <summary>Finds the network that the embeddings of a part were made with.</summary>
internal static class PartBackbone
{
    /// <summary>Opens the network.</summary>
    /// <param name="identity">What the part says.</param>
    /// <param name="named">A name or path that the user gives; null for the part's own.</param>
    /// <exception cref="BackboneException">It cannot be opened.</exception>
    /// <exception cref="ToolException">It is not the one that the part was made with.</exception>
    public static Backbone Open(PartIdentity identity, string? named)
    {
        foreach (Func<Backbone> open in (Func<Backbone>[])[() => BackboneCatalog.Open(named ?? identity.Backbone), OpenReady])
        {
            Backbone backbone = open();
            if (backbone.Hash == identity.BackboneHash)
                return backbone;
            backbone.Dispose();
        }
        throw new ToolException(
            $"The embeddings were not made with the backbone '{named ?? identity.Backbone}' as it is here: its weights or settings differ. "
            + "Give the path of the network's .onnx file as --backbone, or embed the tracks again.");
    }

    // The ready classifier keeps what its network says of its 45 genres in the place of an embedding.
    private static Backbone OpenReady() => MusicGenreClassifier.Pretrained().Model.Backbone;
}
