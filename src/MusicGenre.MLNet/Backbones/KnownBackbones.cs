using MusicGenre.MLNet.Backbones.Embedded;
using MusicGenre.MLNet.Spectrograms;

namespace MusicGenre.MLNet.Backbones;

/// <summary>The backbones that are not networks inside the package, and what can be said of all by their names.</summary>
internal static class KnownBackbones
{
    /// <summary>Their descriptions.</summary>
    public static IReadOnlyList<BackboneDescription> All { get; } =
    [
        MelStatisticsBackbone.DefaultDescription,
        new BackboneDescription
        {
            Name = "efficientat",
            About = "EfficientAT mn04_as: MobileNetV3 x0.4 on log-mel, AudioSet, mAP 0.432 (MIT).",
            ModelFile = "efficientat/mn04_as.onnx",
            Mel = MelOptions.EfficientAt,
            WindowSamples = 320_000,
            HopSamples = 320_000,
            AcceptsShorterWindows = true,
            EmbeddingSize = 384,
        },
        new BackboneDescription
        {
            Name = "musicnn",
            About = "MSD_musicnn: musically motivated CNN, Million Song Dataset, 50 tags (ISC).",
            ModelFile = "musicnn/MSD_musicnn.onnx",
            Layout = BackboneLayout.FramesMels,
            Mel = MelOptions.Musicnn,
            // 187 centred frames of hop 256.
            WindowSamples = 186 * 256,
            HopSamples = 186 * 256,
            EmbeddingOutput = "pooled",
            EmbeddingSize = 753,
        },
        new BackboneDescription
        {
            Name = "yamnet",
            About = "YAMNet: MobileNetV1 on log-mel, AudioSet, 521 classes (Apache-2.0).",
            ModelFile = "yamnet/yamnet_float.onnx",
            Layout = BackboneLayout.FramesMels,
            Mel = MelOptions.Yamnet,
            // 96 frames of 400 samples, hop 160, not centred; a segment starts every 48 frames.
            WindowSamples = 400 + 95 * 160,
            HopSamples = 48 * 160,
            EmbeddingSize = 1024,
        },
        new BackboneDescription
        {
            Name = "mobilenetv2-imagenet",
            About = "MobileNetV2 1.0/224: photographs, ImageNet, 1000 classes (Apache-2.0).",
            ModelFile = "mobilenet_v2_imagenet/mobilenet_v2_float.onnx",
            Input = BackboneInput.Picture,
            Layout = BackboneLayout.ChannelsHeightWidth,
            EmbeddingSize = 1280,
        },
        new BackboneDescription
        {
            Name = "resnet18-imagenet",
            About = "ResNet-18 of the package Microsoft.ML.DnnImageFeaturizer.ResNet18: photographs, ImageNet (MIT).",
            // Where the package puts it in the output of a project that references it.
            ModelFile = "DnnImageModels/ResNet18Onnx/ResNet18.onnx",
            Input = BackboneInput.Picture,
            Layout = BackboneLayout.ChannelsHeightWidth,
            // The network was trained on pictures less a mean picture; this is that picture's mean, for grey.
            PixelMean = 115,
            PixelScale = 1,
            EmbeddingOutput = "Pooling395_Output_0",
            EmbeddingSize = 512,
        },
    ];

    /// <summary>The names of all backbones that accept spectrogram PNGs, those inside the package included.</summary>
    public static IReadOnlyList<string> ForPictures { get; } =
        [.. EmbeddedNetworks.All.Select(n => n.Name), .. All.Where(b => b.Input == BackboneInput.Picture).Select(b => b.Name)];

    /// <summary>Creates the exception for a picture that is given to a backbone that requires audio.</summary>
    public static BackboneException NeedsAudio(string backbone) => new(
        $"The backbone '{backbone}' has a built-in front end and requires audio; it does not accept spectrogram pictures. "
        + $"Give it audio files, or use a backbone for pictures: {string.Join(", ", ForPictures)}.");
}
