using MusicGenre.MLNet;

namespace WebDemo.Listening;

/// <summary>What was heard in a song.</summary>
/// <param name="Duration">How long it is.</param>
/// <param name="Prediction">Its genres.</param>
/// <param name="Spectrogram">Its spectrogram, if it was asked for.</param>
internal sealed record Heard(TimeSpan Duration, GenrePrediction Prediction, SpectrogramPicture? Spectrogram);
