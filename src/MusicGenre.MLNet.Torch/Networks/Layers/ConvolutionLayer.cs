using static TorchSharp.torch;

namespace MusicGenre.MLNet.Torch.Networks.Layers;

/// <summary>What a <see cref="ConvolutionLayer"/> is made of.</summary>
internal sealed record ConvolutionSpec(int InputChannels, int OutputChannels, int Kernel)
{
    /// <summary>Step of the kernel in both directions. Default 1.</summary>
    public int Stride { get; init; } = 1;

    /// <summary>Rows and columns of zeros on every side. Default (kernel − 1) / 2, which keeps the size at stride 1.</summary>
    public int Padding { get; init; } = (Kernel - 1) / 2;

    /// <summary>Groups of channels; equal to the channels for a depthwise convolution. Default 1.</summary>
    public int Groups { get; init; } = 1;

    /// <summary>Whether batch normalisation follows; without it the convolution has a bias. Default true.</summary>
    public bool BatchNormalization { get; init; } = true;

    /// <summary>Added to the variance under the root of the normalisation. Default 1e-5.</summary>
    public double Epsilon { get; init; } = 1e-5;

    /// <summary>Weight of a new batch in the running statistics. Default 0.1.</summary>
    public double Momentum { get; init; } = 0.1;

    /// <summary>The function at the end. Default ReLU.</summary>
    public Activation Activation { get; init; } = Activation.Relu;
}

/// <summary>Convolution, batch normalisation (or a bias), activation: [N, C, H, W] → [N, C', H', W'].</summary>
internal sealed class ConvolutionLayer : NetworkLayer
{
    public ConvolutionLayer(ConvolutionSpec spec)
    {
        Spec = spec;
        Convolution = Register("conv", new SafeConvolution(spec));
        if (spec.BatchNormalization)
            Normalization = Register("norm", nn.BatchNorm2d(spec.OutputChannels, spec.Epsilon, spec.Momentum));
    }

    public ConvolutionSpec Spec { get; }

    public SafeConvolution Convolution { get; }

    public TorchSharp.Modules.BatchNorm2d? Normalization { get; }

    /// <inheritdoc/>
    public override Tensor forward(Tensor input)
    {
        Tensor output = Convolution.call(input);
        if (Normalization is not null)
        {
            CheckEnoughValues(output);
            output = Normalize(Normalization, output);
        }

        return Spec.Activation.Apply(output);
    }

    /// <inheritdoc/>
    public override FeatureShape Measure(FeatureShape input, ref long multiplyAdds)
    {
        var output = new FeatureShape(Spec.OutputChannels, Size(input.Height), Size(input.Width));
        long perOutput = (long)(Spec.InputChannels / Spec.Groups) * Spec.Kernel * Spec.Kernel;
        multiplyAdds += perOutput * output.Channels * output.Height * output.Width;
        return output;
    }

    // Not the module's own forward: it counts its batches with an arithmetic that can fail (see DecoupledAdam), and nothing here needs the
    // count.
    private static Tensor Normalize(TorchSharp.Modules.BatchNorm2d norm, Tensor input)
        => nn.functional.batch_norm(
            input, norm.running_mean, norm.running_var, norm.weight, norm.bias, norm.training, norm.momentum ?? 0.1, norm.eps);

    /// <summary>One value has no variance; libtorch's own error does not say what to do about it.</summary>
    private void CheckEnoughValues(Tensor output)
    {
        if (Normalization!.training && output.numel() == Spec.OutputChannels)
        {
            throw new InvalidOperationException(
                "Batch normalisation cannot train on a batch of one image this small: it would have one value per channel. " +
                "Use batches of two or more (leave out a last batch of one), larger crops, or evaluation mode.");
        }
    }

    private int Size(int input) => ((input + (2 * Spec.Padding) - Spec.Kernel) / Spec.Stride) + 1;
}
