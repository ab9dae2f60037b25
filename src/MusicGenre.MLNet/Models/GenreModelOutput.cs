namespace MusicGenre.MLNet.Models;

/// <summary>The row that a saved model gives, for ML.NET's <c>PredictionEngine</c>.</summary>
public sealed class GenreModelOutput
{
    /// <summary>Gets or sets the most probable genre.</summary>
    public string PredictedLabel { get; set; } = "";

    /// <summary>Gets or sets the genres' probabilities; the genres' names are the slot names of the column.</summary>
    public float[] Score { get; set; } = [];
}
