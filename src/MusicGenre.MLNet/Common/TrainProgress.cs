namespace MusicGenre.MLNet;

/// <summary>How far a training is.</summary>
/// <param name="Stage">What it is doing.</param>
/// <param name="Completed">Steps of this stage that are done.</param>
/// <param name="Total">Steps that this stage has; 0 while unknown.</param>
/// <param name="Item">The file or fold at hand, if any.</param>
/// <param name="Problem">Why the file at hand is skipped; <see langword="null"/> if it is not.</param>
public sealed record TrainProgress(TrainStage Stage, int Completed, int Total, string? Item = null, string? Problem = null);
