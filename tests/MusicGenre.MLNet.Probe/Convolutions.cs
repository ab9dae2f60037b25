using MusicGenre.MLNet.Torch.Export;
using MusicGenre.MLNet.Torch.Native;
using MusicGenre.MLNet.Torch.Networks;

namespace MusicGenre.MLNet.Probe;

/// <summary>
/// What a user sees of libtorch's arithmetic under the instruction set that ONEDNN_MAX_CPU_ISA allows, which is read once in a process:
/// networks that compute what their ONNX files compute in ONNX Runtime, or the documented exception.
/// </summary>
internal static class Convolutions
{
    /// <summary>Runs the self-check and exports networks, which compares them with ONNX Runtime.</summary>
    /// <returns>Whether all was right, or told.</returns>
    public static bool Run(TextWriter output)
    {
        output.WriteLine(TorchNative.SelfCheck());
        try
        {
            foreach (NetworkArchitecture architecture in (
                NetworkArchitecture[])[NetworkArchitecture.SmallCnn, NetworkArchitecture.Mobile, NetworkArchitecture.ResNet])
            {
                using SpectrogramNetwork network = architecture.Create(3);
                using var file = new MemoryStream();
                OnnxExporter.Export(network, file);
                output.WriteLine($"{architecture}: the exported file computes what the network does");
            }

            return true;
        }
        catch (PlatformNotSupportedException e)
        {
            output.WriteLine($"told: {e.Message}");
            return !TorchNative.SelfCheck().IsRight; // a check that says "right" and an export that differs do not go together
        }
    }
}
