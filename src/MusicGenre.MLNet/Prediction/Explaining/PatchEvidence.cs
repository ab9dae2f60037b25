namespace MusicGenre.MLNet.Prediction.Explaining;

/// <summary>What a patch of a track's spectrogram says of a genre.</summary>
/// <param name="Start">The patch's start.</param>
/// <param name="End">The patch's end.</param>
/// <param name="LowHertz">Its lowest frequency, in hertz.</param>
/// <param name="HighHertz">Its highest frequency, in hertz.</param>
/// <param name="Evidence">As in <see cref="TimeEvidence.Evidence"/>, when only this patch is covered, in nats.</param>
public sealed record PatchEvidence(TimeSpan Start, TimeSpan End, double LowHertz, double HighHertz, double Evidence);
