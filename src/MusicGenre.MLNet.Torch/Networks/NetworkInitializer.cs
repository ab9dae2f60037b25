using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace MusicGenre.MLNet.Torch.Networks;

/// <summary>Sets the first weights from a seed that nothing else shares.</summary>
internal static class NetworkInitializer
{
    /// <summary>
    /// Convolutions: normal with variance 2 / fan-out (He et al. 2015, "Delving Deep into Rectifiers"); dense layers: uniform in
    /// ±1 / √inputs; normalisation: factor 1, shift 0; biases: 0.
    /// </summary>
    public static void Initialize(nn.Module network, int seed)
    {
        using Generator generator = new((ulong)(uint)seed, CPU);
        using var noGradient = no_grad();
        using DisposeScope scope = NewDisposeScope();
        foreach (nn.Module module in network.modules())
        {
            switch (module)
            {
                case Convolution convolution:
                    long[] shape = convolution.weight.shape;
                    double fanOut = shape[0] * shape[2] * shape[3] / (double)convolution.groups;
                    convolution.weight.normal_(0, Math.Sqrt(2 / fanOut), generator);
                    convolution.bias?.zero_();
                    break;
                case Linear linear:
                    double limit = 1 / Math.Sqrt(linear.weight!.shape[1]);
                    linear.weight.uniform_(-limit, limit, generator);
                    linear.bias?.zero_();
                    break;
            }
        }
    }
}
