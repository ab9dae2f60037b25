using System.Globalization;
using MusicGenre.MLNet.Backbones;
using MusicGenre.MLNet.Backbones.References;
using MusicGenre.MLNet.Common;
using MusicGenre.MLNet.Spectrograms;
using MusicGenre.MLNet.Torch.Native.Numerics;
using MusicGenre.MLNet.Torch.Networks;
using static TorchSharp.torch;
using Input = MusicGenre.MLNet.Backbones.NetworkInput;

namespace MusicGenre.MLNet.Torch.Export;

/// <summary>
/// Runs an exported file on the reference input, in ONNX Runtime, and the network itself in libtorch: the two must agree, and what came out
/// goes into the file as its reference, which is compared wherever the file is opened.
/// </summary>
internal static class ExportCheck
{
    // Relative to the largest value: folding batch normalisation into the weights rounds them anew.
    private const double Tolerance = 1e-3;

    /// <summary>Checks a file and appends its reference.</summary>
    /// <param name="network">The network that was exported, in either mode, which is kept.</param>
    /// <param name="onnx">The file, which takes pictures as high as the front end makes them.</param>
    /// <param name="tolerance">The largest difference, relative to the largest value, that is taken for rounding.</param>
    /// <returns>The file with its reference.</returns>
    /// <exception cref="PlatformNotSupportedException">
    /// The file and the network disagree: one of the two libraries computes wrongly here.
    /// </exception>
    public static byte[] Complete(SpectrogramNetwork network, byte[] onnx, double tolerance = Tolerance)
    {
        BackboneDescription description = network.Describe();
        Input input = Prepare(description);
        var found = new Dictionary<string, float[]>();
        using (var file = new OnnxBackbone(description, onnx))
        {
            foreach (string output in (string[])[OnnxExporter.EmbeddingName, OnnxExporter.LogitsName])
                found[output] = file.Run(input.Values, input.Shape, output);
        }

        if (!found.Values.All(values => values.All(float.IsFinite)))
            return onnx; // a network that went astray has no reference; whoever uses it will see
        foreach ((string output, float[] expected) in Run(network, input))
            RequireAgreement(network, output, found[output], expected, tolerance);
        return ExportedReference.Append(onnx, found);
    }

    /// <summary>Requires that an output of the file is that of the network.</summary>
    /// <exception cref="PlatformNotSupportedException">It is not.</exception>
    internal static void RequireAgreement(SpectrogramNetwork network, string output, float[] found, float[] expected, double tolerance)
    {
        double difference = ReferenceCheck.Difference(found, expected);
        if (difference <= tolerance)
            return;
        throw new PlatformNotSupportedException(string.Create(
            CultureInfo.InvariantCulture,
            $"The exported network '{network.Architecture}' does not compute what the network does: the output '{output}' is off by "
            + $"{difference:g3} of its largest value, where rounding explains {tolerance}. Either libtorch or ONNX Runtime computes "
            + $"wrongly on this processor ({Processor.Name}; {Processor.InstructionSets}), so neither is to be trusted; train on another "
            + $"machine, and tell the authors."));
    }

    private static Input Prepare(BackboneDescription description) => description.Input == BackboneInput.Picture
        ? Input.FromPicture(ReferenceInput.Picture(description), description)
        : Input.FromMel(new MelSpectrogramExtractor(description.Mel).Compute(ReferenceInput.Sound(description)), description);

    private static IEnumerable<(string Output, float[] Values)> Run(SpectrogramNetwork network, Input input)
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        (nn.Module Module, bool Training)[] modes = [.. network.modules().Prepend(network).Select(module => (module, module.training))];
        network.eval();
        try
        {
            Tensor images = tensor(input.Values, input.Shape).to(network.parameters().First().device);
            return
            [
                (OnnxExporter.EmbeddingName, network.Embed(images).ToFloats()),
                (OnnxExporter.LogitsName, network.call(images).ToFloats()),
            ];
        }
        finally
        {
            // A module's mode is also its parts': those deeper down come later.
            foreach ((nn.Module module, bool training) in modes)
                module.train(training);
        }
    }
}
