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
    /// Whether weights are stored as 16-bit floats, which halves the file. Each is turned back into 32 bits when the file is opened, so the
    /// network computes with 32 bits as ever, on weights rounded to 11 significant bits, such that the errors of an output channel's
    /// weights add up to nothing. Only tensors of <see cref="HalfPrecisionFrom"/> values and more are stored so. The default value is
    /// <see langword="false"/>.
    /// </summary>
    public bool HalfPrecisionStorage { get; init; }

    /// <summary>The least number of values of a tensor that <see cref="HalfPrecisionStorage"/> is for: biases and the small tensors of the
    /// first layers would save little.</summary>
    public const int HalfPrecisionFrom = 16_384;

    /// <summary>
    /// More entries for the file's metadata. The default value is empty. Keys must differ from the exporter's own, which begin with
    /// <c>musicgenre.</c>.
    /// </summary>
    public IReadOnlyDictionary<string, string> Metadata { get; init; } = new Dictionary<string, string>();
}
