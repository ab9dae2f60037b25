namespace MusicGenre.MLNet.Models;

/// <summary>The row that a saved model gives, for ML.NET's <c>PredictionEngine</c>.</summary>
public sealed class GenreModelOutput
{
    /// <summary>The most probable genre.</summary>
    public string PredictedLabel { get; set; } = "";

    /// <summary>The genres' probabilities; the genres' names are the slot names of the column.</summary>
    public float[] Score { get; set; } = [];
}
