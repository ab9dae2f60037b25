namespace MusicGenre.MLNet.Evaluation;

/// <summary>An interval for a fraction.</summary>
/// <param name="Lower">Lower end, 0…1.</param>
/// <param name="Upper">Upper end, 0…1.</param>
/// <param name="Level">The share of such intervals that should hold the true value, 0…1. The default value is 0.95.</param>
public sealed record ConfidenceInterval(double Lower, double Upper, double Level = 0.95);
