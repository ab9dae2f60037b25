namespace MusicGenre.MLNet.Prediction.Explaining;

/// <summary>Tells how much a patch of a track's spectrogram speaks for a genre.</summary>
/// <param name="Start">The patch's start.</param>
/// <param name="End">The patch's end.</param>
/// <param name="LowHertz">Its lowest frequency, in hertz.</param>
/// <param name="HighHertz">Its highest frequency, in hertz.</param>
/// <param name="Evidence">As <see cref="TimeEvidence.Evidence"/>, when only this patch is covered.</param>
public sealed record PatchEvidence(TimeSpan Start, TimeSpan End, double LowHertz, double HighHertz, double Evidence);
