using static TorchSharp.torch;

namespace MusicGenre.MLNet.Torch.Networks.Layers;

/// <summary>
/// One of the few building blocks all networks are composed of. A closed set: the ONNX exporter knows every one of them.
/// </summary>
/// <remarks>
/// Components are registered by hand under the names a state dict shows, so TorchSharp's own search of the fields is switched off.
/// Tensors made in <c>forward</c> belong to the caller's dispose scope; <see cref="SpectrogramNetwork"/> opens one.
/// </remarks>
internal abstract class NetworkLayer() : nn.Module<Tensor, Tensor>("layer")
{
    /// <summary>The shape this layer makes of <paramref name="input"/>.</summary>
    /// <param name="input">Shape of one example going in.</param>
    /// <param name="multiplyAdds">The layer's multiply-adds for that one example are added here: those of convolutions and dense
    /// layers.</param>
    public abstract FeatureShape Measure(FeatureShape input, ref long multiplyAdds);

    /// <inheritdoc/>
    protected override void RegisterComponents()
    {
        // Registered by hand with Register; the reflective search would add every field a second time under its own name.
    }

    /// <summary>Registers <paramref name="component"/> as <paramref name="name"/> and returns it.</summary>
    protected T Register<T>(string name, T component)
        where T : nn.Module
    {
        register_module(name, component);
        return component;
    }
}

/// <summary>The shape of one example between two layers, without the batch: [channels × height × width]; height is frequency, width
/// time.</summary>
/// <param name="Channels">Feature channels; of a vector, its length.</param>
/// <param name="Height">Rows (frequency); of a vector, 1.</param>
/// <param name="Width">Columns (time); of a vector, 1.</param>
internal readonly record struct FeatureShape(int Channels, int Height, int Width);
