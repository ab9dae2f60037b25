using MusicGenre.MLNet.Backbones;
using MusicGenre.MLNet.Torch.Networks;

namespace MusicGenre.MLNet.Torch.Export;

/// <summary>How the core package runs an exported network.</summary>
internal static class ExportedDescription
{
    // Ten seconds of sound, in the samples of the front end.
    private const int PictureWindow = 10 * 22_050;
    private const int EfficientAtWindow = 10 * 32_000;

    /// <summary>Describes a network as one whose embedding is its logits.</summary>
    public static BackboneDescription Of(SpectrogramNetwork network)
    {
        NetworkArchitecture architecture = NetworkArchitecture.Get(network.Architecture);
        return Of(architecture, network.Genres) with
        {
            About = $"{architecture.Description}; trained with MusicGenre.MLNet.Torch, {network.ParameterCount:N0} parameters.",
        };
    }

    /// <summary>Describes networks of an architecture, before there is one.</summary>
    public static BackboneDescription Of(NetworkArchitecture architecture, int genres)
    {
        bool picture = architecture.Input.IsPicture;
        int window = picture ? PictureWindow : EfficientAtWindow;
        return new BackboneDescription
        {
            Name = architecture.Name,
            Input = picture ? BackboneInput.Picture : BackboneInput.MelSpectrogram,
            Layout = BackboneLayout.ChannelMelsFrames,
            Mel = architecture.Input.FrontEnd,
            WindowSamples = window,
            HopSamples = window,
            AcceptsShorterWindows = true,
            MinimumFrames = architecture.Stride,
            // SpectrogramInput's scaling: −80…0 dB become −1…1.
            PixelMean = 127.5f,
            PixelScale = 1 / 127.5f,
            InputName = OnnxExporter.InputName,
            EmbeddingOutput = OnnxExporter.LogitsName,
            EmbeddingSize = genres,
        };
    }
}
