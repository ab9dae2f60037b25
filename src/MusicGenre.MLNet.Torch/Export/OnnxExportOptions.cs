namespace MusicGenre.MLNet.Torch.Export;

/// <summary>What goes into an exported ONNX file besides the network.</summary>
public sealed record OnnxExportOptions
{
    /// <summary>
    /// Names of the genres in the order of the logits, written to the metadata. The default value is <see langword="null"/>: none are
    /// written.
    /// </summary>
    public IReadOnlyList<string>? Genres { get; init; }

    /// <summary>
    /// Height of the input in mel bands if it shall be fixed. The default value is <see langword="null"/>: any height from the network's
    /// <see cref="Networks.SpectrogramNetwork.Stride"/> on.
    /// </summary>
    public int? Mels { get; init; }

    /// <summary>
    /// More entries for the file's metadata. The default value is empty. Keys must differ from the exporter's own, which begin with
    /// <c>musicgenre.</c>.
    /// </summary>
    public IReadOnlyDictionary<string, string> Metadata { get; init; } = new Dictionary<string, string>();
}
