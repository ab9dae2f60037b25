namespace MusicGenre.MLNet.Backbones.Embedded;

/// <summary>The part of <c>NAME.manifest.json</c> beside an embedded network that is needed to use it; the rest is for people.</summary>
internal sealed record EmbeddedManifest
{
    /// <summary>SHA-256 of the ONNX file, in hexadecimal.</summary>
    public required string Sha256 { get; init; }

    /// <summary>Number of values of an embedding.</summary>
    public required int EmbeddingSize { get; init; }

    /// <summary>The least number of frames of a picture that the network takes.</summary>
    public required int Stride { get; init; }

    /// <summary>The genres, in the order of the network's logits.</summary>
    public required IReadOnlyList<string> Genres { get; init; }
}
