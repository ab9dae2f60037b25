namespace MusicGenre.MLNet.Evaluation.Calibration;

/// <summary>The tracks whose most probable genre had a probability within one range.</summary>
/// <param name="Lower">Lower end of the range, 0…1, which does not belong to it (except 0).</param>
/// <param name="Upper">Upper end of the range, 0…1, which belongs to it.</param>
/// <param name="Count">Number of tracks.</param>
/// <param name="Confidence">Their mean probability of the most probable genre, 0…1; 0 without tracks.</param>
/// <param name="Accuracy">The share of them that were right, 0…1; 0 without tracks.</param>
public sealed record ReliabilityBin(double Lower, double Upper, int Count, double Confidence, double Accuracy);
