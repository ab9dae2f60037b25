namespace MusicGenre.MLNet.Heads;

/// <summary>A row of the training data: a track's embedding, its genre, and the group it stays together with.</summary>
internal sealed class LabeledEmbedding
{
    public float[] Embedding { get; set; } = [];

    public string Label { get; set; } = "";

    public string Group { get; set; } = "";

    /// <summary>Whether it is an augmented copy, which is learned from and never validated on.</summary>
    public bool IsCopy { get; set; }
}
