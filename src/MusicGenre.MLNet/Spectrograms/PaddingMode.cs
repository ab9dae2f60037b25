using System.Text.Json.Serialization;

namespace MusicGenre.MLNet.Spectrograms;

/// <summary>What is taken for the samples before the beginning and after the end of a clip when frames are centred.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<PaddingMode>))]
public enum PaddingMode
{
    /// <summary>Silence: librosa 0.10's default (<c>pad_mode="constant"</c>).</summary>
    Zero,

    /// <summary>
    /// The clip mirrored at its first and last sample, neither repeated: <c>numpy.pad(mode="reflect")</c>, <c>torch.stft</c>'s default.
    /// A clip shorter than the padding is mirrored again and again.
    /// </summary>
    Reflect,
}
