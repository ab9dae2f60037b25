namespace MusicGenre.MLNet.Backbones.Embedded;

/// <summary>The part of <c>NAME.manifest.json</c> beside an embedded network that is needed to use it; the rest is for people.</summary>
internal sealed record EmbeddedManifest
{
    /// <summary>SHA-256 of the ONNX file, in hexadecimal.</summary>
    public required string Sha256 { get; init; }

    /// <summary>When the network was trained; <see langword="null"/> if the file does not say.</summary>
    public DateTimeOffset? Created { get; init; }
}
