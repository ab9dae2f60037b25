namespace MusicGenre.MLNet.Reports;

/// <summary>A track that was taken for another genre.</summary>
/// <param name="Track">The track's path relative to the data folder.</param>
/// <param name="Genre">Its genre.</param>
/// <param name="Predicted">What it was taken for.</param>
/// <param name="Confidence">The probability of <paramref name="Predicted"/>, 0…1, as the classifier gave it.</param>
/// <param name="Probability">The probability of <paramref name="Genre"/>, 0…1.</param>
public sealed record WrongTrack(string Track, string Genre, string Predicted, double Confidence, double Probability);
