namespace MusicGenre.MLNet.Models;

/// <summary>The row that a saved model takes, for ML.NET's <c>PredictionEngine</c>.</summary>
public sealed class GenreModelInput
{
    /// <summary>Gets or sets the path of an audio file or a spectrogram PNG.</summary>
    public string AudioPath { get; set; } = "";
}
