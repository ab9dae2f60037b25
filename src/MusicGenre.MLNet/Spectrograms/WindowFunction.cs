using System.Text.Json.Serialization;

namespace MusicGenre.MLNet.Spectrograms;

/// <summary>The curve each frame of samples is multiplied by before its Fourier transform.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<WindowFunction>))]
public enum WindowFunction
{
    /// <summary>Periodic Hann window, w[n] = ½ − ½·cos(2πn / N): <c>scipy.signal.get_window("hann", N)</c>, librosa's and TensorFlow's default.</summary>
    Hann,

    /// <summary>Symmetric Hann window, w[n] = ½ − ½·cos(2πn / (N − 1)): <c>torch.hann_window(N, periodic=False)</c>.</summary>
    HannSymmetric,
}
