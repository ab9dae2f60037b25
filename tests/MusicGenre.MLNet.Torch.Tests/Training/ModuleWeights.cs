using static TorchSharp.torch;

namespace MusicGenre.MLNet.Torch.Tests.Training;

internal static class ModuleWeights
{
    /// <summary>Every float of a module: weights, biases, running statistics.</summary>
    public static float[] AllWeights(this nn.Module module) =>
        [.. module.state_dict().Values.Where(tensor => tensor.dtype == ScalarType.Float32).SelectMany(
            tensor => tensor.data<float>().ToArray())];
}
