using System.Text.Json.Serialization;

namespace MusicGenre.MLNet.Augmentation;

/// <summary>What a mask puts in the place of a spectrogram's values.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<MaskFill>))]
public enum MaskFill
{
    /// <summary>The spectrogram's mean, which leaves the mean as it is (D. S. Park et al., "SpecAugment", 2019).</summary>
    Mean,

    /// <summary>The value of silence.</summary>
    Floor,
}
