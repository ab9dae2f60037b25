using MusicGenre.MLNet.Torch.Networks.Layers;

namespace MusicGenre.MLNet.Torch.Networks;

/// <summary>
/// EfficientAT's mn04 (Schmid et al. 2023, "Efficient Large-Scale Audio Tagging"): MobileNetV3-Large of width 0.4 on log-mel spectrograms of 32 kHz
/// audio. <see cref="Weights.EfficientAtWeights"/> loads the published AudioSet weights into it.
/// </summary>
/// <remarks>
/// The embedding is the 384 pooled features. The head is the published classifier: dense 384 → 512 with hard-swish, dropout, dense 512 → genres.
/// For other genres than AudioSet's 527 tags only the last dense layer is new, as in EfficientAT's own fine-tuning; the 512 values before it keep what
/// AudioSet taught them. 32 × 32 cells become one: 128 mel bands, 10 ms a frame, at least 0.32 s.
/// </remarks>
public sealed class EfficientAtMn04 : SpectrogramNetwork
{
    /// <summary>Number of AudioSet's tags: with as many genres this is the published network itself.</summary>
    public const int AudioSetTags = 527;

    internal const string ArchitectureName = "efficientat-mn04";
    internal const double WidthFactor = 0.4;

    private static readonly MobileNetV3Spec Spec = new(WidthFactor, Activation.Sigmoid, Momentum: 0.01);

    internal EfficientAtMn04(int genres, NetworkOptions options)
        : base(ArchitectureName, genres, MobileNetV3.Stride, MobileNetV3.Stages(Spec), MobileNetV3.Head(Spec, genres, options.Dropout!.Value))
    {
    }
}
