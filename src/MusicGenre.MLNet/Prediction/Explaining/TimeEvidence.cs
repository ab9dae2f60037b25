namespace MusicGenre.MLNet.Prediction.Explaining;

/// <summary>Tells how much one moment of a track, all its frequencies, speaks for a genre.</summary>
/// <param name="Start">The moment's start.</param>
/// <param name="End">The moment's end.</param>
/// <param name="Evidence">
/// By how much the log-odds of the genre, ln(p / (1 − p)), fall when the moment is covered: above 0 it speaks for the genre, below 0
/// against it. <see cref="Explanation.InWords"/> says it in words.
/// </param>
public sealed record TimeEvidence(TimeSpan Start, TimeSpan End, double Evidence);
