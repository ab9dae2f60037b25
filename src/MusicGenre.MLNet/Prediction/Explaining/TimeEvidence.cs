namespace MusicGenre.MLNet.Prediction.Explaining;

/// <summary>What one moment of a track, all its frequencies, says of a genre.</summary>
/// <param name="Start">The moment's start.</param>
/// <param name="End">The moment's end.</param>
/// <param name="Evidence">
/// By how much the log-odds of the genre, ln(p / (1 − p)), fall when the moment is covered, in nats: above 0 it speaks for the genre, below
/// 0 against it.
/// </param>
public sealed record TimeEvidence(TimeSpan Start, TimeSpan End, double Evidence);
