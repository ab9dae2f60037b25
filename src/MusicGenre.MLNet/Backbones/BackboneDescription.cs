using System.Text.Json.Serialization;
using MusicGenre.MLNet.Backbones.References;
using MusicGenre.MLNet.Spectrograms;

namespace MusicGenre.MLNet.Backbones;

/// <summary>
/// Everything that is needed to run a backbone beside its weights: what it takes, with which front end, and where its embedding
/// comes out. It is plain data: it travels as JSON in the model file, and as <c>NAME.json</c> beside your own ONNX file.
/// </summary>
public sealed partial record BackboneDescription
{
    /// <summary>The backbone's name, in lower case with hyphens, e.g. <c>efficientat</c>.</summary>
    public required string Name { get; init; }

    /// <summary>One sentence for people: which network, trained on what, under which licence. The default value is empty.</summary>
    public string About { get; init; } = "";

    /// <summary>
    /// The ONNX file, relative to the models folder (<see cref="BackboneCatalog.ModelsFolder"/>), with forward slashes.
    /// The default value is <see langword="null"/>: the backbone needs no weights, or they are inside the package.
    /// </summary>
    public string? ModelFile { get; init; }

    /// <summary>What the backbone takes as its input. The default value is <see cref="BackboneInput.MelSpectrogram"/>.</summary>
    public BackboneInput Input { get; init; } = BackboneInput.MelSpectrogram;

    /// <summary>The order of the input tensor's axes. The default value is <see cref="BackboneLayout.ChannelMelsFrames"/>.</summary>
    public BackboneLayout Layout { get; init; } = BackboneLayout.ChannelMelsFrames;

    /// <summary>The front end that turns sound into the spectrogram the network was trained with. The default value is
    /// <see cref="MelOptions.Librosa"/>.</summary>
    public MelOptions Mel { get; init; } = MelOptions.Librosa;

    /// <summary>Length of a segment in samples at the front end's sample rate. The default value is 661,500, 30 s at 22,050 Hz.</summary>
    public int WindowSamples { get; init; } = 661_500;

    /// <summary>Distance from one segment's start to the next one's in samples. The default value is 661,500: segments do not
    /// overlap.</summary>
    public int HopSamples { get; init; } = 661_500;

    /// <summary>
    /// Whether the network takes a segment shorter than <see cref="WindowSamples"/>. Where it does not, a shorter clip is repeated
    /// until it fills the window; where it does, a clip of less than <see cref="MinimumFrames"/> is repeated until it has as many.
    /// The default value is <see langword="false"/>.
    /// </summary>
    public bool AcceptsShorterWindows { get; init; }

    /// <summary>The name of the network's input. The default value is empty: its only input.</summary>
    public string InputName { get; init; } = "";

    /// <summary>The name of the network's output that is the embedding. The default value is <c>embedding</c>.</summary>
    public string EmbeddingOutput { get; init; } = "embedding";

    /// <summary>The number of values of an embedding.</summary>
    public required int EmbeddingSize { get; init; }

    /// <summary>
    /// Width and height of the picture the network takes, in pixels. The default value is 224; only for
    /// <see cref="BackboneLayout.ChannelsHeightWidth"/>: a network with one channel takes any width, and as many rows as there are mel
    /// bands.
    /// </summary>
    public int PictureSize { get; init; } = 224;

    /// <summary>Subtracted from each pixel (0…255) before scaling. The default value is 128; only for
    /// <see cref="BackboneInput.Picture"/>.</summary>
    public float PixelMean { get; init; } = 128;

    /// <summary>Multiplied with each pixel after the mean was subtracted. The default value is 1/128; only for
    /// <see cref="BackboneInput.Picture"/>.</summary>
    public float PixelScale { get; init; } = 1f / 128;

    /// <summary>The least number of frames the network takes. The default value is 1.</summary>
    public int MinimumFrames { get; init; } = 1;

    /// <summary>
    /// What the backbone must give for a fixed synthetic input, which is compared when it is opened. The default value is
    /// <see langword="null"/>: the reference inside the ONNX file, if it has one, else nothing is compared.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public BackboneReference? Reference { get; init; }

    /// <summary>Length of a segment in time.</summary>
    [JsonIgnore]
    public TimeSpan Window => TimeSpan.FromSeconds((double)WindowSamples / Mel.SampleRate);

    /// <summary>The least number of samples the network takes; what is shorter is repeated.</summary>
    internal int LeastSamples => AcceptsShorterWindows
        ? (int)Math.Min(
            int.MaxValue,
            ((MinimumFrames - 1L) * Mel.HopLength) + (Mel.Centered ? 0 : Mel.WindowLength) + (Mel.PreEmphasis > 0 ? 1 : 0))
        : WindowSamples;
}
