namespace Distill;

/// <summary>What an exported student is and how it came about, for the <c>NAME.manifest.json</c> beside its ONNX file.</summary>
internal sealed record NetworkManifest
{
    public required string Name { get; init; }

    /// <summary>SHA-256 of the ONNX file, in lower-case hexadecimal.</summary>
    public required string Sha256 { get; init; }

    public required string Architecture { get; init; }

    public required long Parameters { get; init; }

    public required int EmbeddingSize { get; init; }

    /// <summary>The least number of frames of a picture that the network takes.</summary>
    public required int Stride { get; init; }

    /// <summary>Hours of unaltered music of each collection, the validation part included.</summary>
    public required IReadOnlyDictionary<string, double> HoursOfMusic { get; init; }

    public required int TrainingWindows { get; init; }

    public required int ValidationWindows { get; init; }

    /// <summary>SHA-256 of each teacher's file.</summary>
    public required IReadOnlyDictionary<string, string> Teachers { get; init; }

    public required object Windows { get; init; }

    public required object Training { get; init; }

    public required int Epochs { get; init; }

    /// <summary>The last epoch's figures, validation included.</summary>
    public required object Figures { get; init; }

    public required IReadOnlyList<string> Genres { get; init; }

    /// <summary>The commit of the source it was made with.</summary>
    public required string Commit { get; init; }
}
