using System.Text.Json.Serialization;

namespace MusicGenre.MLNet.Spectrograms;

/// <summary>How the triangles of a mel filter bank are scaled against each other.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<MelNormalization>))]
public enum MelNormalization
{
    /// <summary>Every triangle has a peak of 1 (<c>norm=None</c> in librosa).</summary>
    None,

    /// <summary>
    /// Every triangle is divided by half its width in hertz, so that it has an area of 1: a wide band does not outweigh a narrow one
    /// (<c>norm="slaney"</c> in librosa).
    /// </summary>
    Slaney,
}
