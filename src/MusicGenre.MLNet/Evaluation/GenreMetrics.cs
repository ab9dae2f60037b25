namespace MusicGenre.MLNet;

/// <summary>Tells how well one genre is recognized. tp, fp and fn are numbers of tracks.</summary>
/// <param name="Genre">The genre.</param>
/// <param name="Precision">tp / (tp + fp), 0…1: how much of what was called this genre is of it; 0 if nothing was called so.</param>
/// <param name="Recall">tp / (tp + fn), 0…1: how much of this genre was found; 0 if there are no tracks of it.</param>
/// <param name="F1">2·tp / (2·tp + fp + fn), 0…1, the harmonic mean of the two; 0 if there is nothing to count.</param>
/// <param name="Support">Number of tracks of this genre.</param>
public sealed record GenreMetrics(string Genre, double Precision, double Recall, double F1, int Support);
