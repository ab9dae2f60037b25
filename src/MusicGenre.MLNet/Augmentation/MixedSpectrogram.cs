using MusicGenre.MLNet.Spectrograms;

namespace MusicGenre.MLNet.Augmentation;

/// <summary>Two spectrograms in one.</summary>
/// <param name="Spectrogram">The mixture, as large as the first.</param>
/// <param name="FirstShare">
/// How much of it is the first, 0…1: the weight of the first one's genre in the target; the second one's has the rest.
/// </param>
public sealed record MixedSpectrogram(MelSpectrogram Spectrogram, double FirstShare);
