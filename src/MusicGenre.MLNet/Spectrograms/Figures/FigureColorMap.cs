using System.Text.Json.Serialization;

namespace MusicGenre.MLNet.Spectrograms.Figures;

/// <summary>The colours of a figure, from the floor to the maximum.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<FigureColorMap>))]
public enum FigureColorMap
{
    /// <summary>Black over purple and orange to pale yellow, librosa's default. Evenly brighter, and readable in black and white.</summary>
    Magma,

    /// <summary>Dark violet over green to yellow.</summary>
    Viridis,

    /// <summary>Black to white.</summary>
    Grey,
}
