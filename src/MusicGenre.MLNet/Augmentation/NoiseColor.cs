using System.Text.Json.Serialization;

namespace MusicGenre.MLNet.Augmentation;

/// <summary>How noise is spread over the frequencies.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<NoiseColor>))]
public enum NoiseColor
{
    /// <summary>The same power in every hertz: hiss.</summary>
    White,

    /// <summary>The same power in every octave, 3 dB less with each octave up: closer to what rooms and tapes add.</summary>
    Pink,
}
