using MusicGenre.MLNet.Torch.Networks.Layers;
using TorchSharp;
using TorchSharp.Modules;

namespace MusicGenre.MLNet.Torch.Export;

/// <summary>Works a batch normalisation into the convolution before it.</summary>
internal static class BatchNormFolding
{
    /// <summary>
    /// Weights and bias of the one convolution that computes what the convolution and its normalisation compute in evaluation mode:
    /// w · γ / √(σ² + ε) and β + (b − μ) · γ / √(σ² + ε) for each output channel.
    /// </summary>
    public static (float[] Weights, float[] Bias) Fold(ConvolutionLayer layer)
    {
        float[] weights = Values(layer.Convolution.weight);
        float[] bias = layer.Convolution.bias is null ? new float[layer.Spec.OutputChannels] : Values(layer.Convolution.bias);
        if (layer.Normalization is not BatchNorm2d norm)
            return (weights, bias);

        float[] gamma = Values(norm.weight), beta = Values(norm.bias!), mean = Values(norm.running_mean!), variance = Values(norm.running_var!);
        int perChannel = weights.Length / bias.Length;
        for (int channel = 0; channel < bias.Length; channel++)
        {
            double factor = gamma[channel] / Math.Sqrt(variance[channel] + layer.Spec.Epsilon);
            bias[channel] = (float)(beta[channel] + ((bias[channel] - (double)mean[channel]) * factor));
            foreach (ref float weight in weights.AsSpan(channel * perChannel, perChannel))
                weight = (float)(weight * factor);
        }

        return (weights, bias);
    }

    /// <summary>A tensor's values in row-major order, from whatever device.</summary>
    public static float[] Values(torch.Tensor tensor)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        return [.. tensor.detach().cpu().contiguous().data<float>()];
    }
}
