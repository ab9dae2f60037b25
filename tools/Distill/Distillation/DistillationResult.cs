namespace Distill.Distillation;

/// <summary>What a distillation did.</summary>
/// <param name="History">Every epoch's figures.</param>
/// <param name="ResumedAfter">The epoch of the checkpoint it went on from; <see langword="null"/> if it began anew.</param>
/// <param name="StepsPerEpoch">Steps of one epoch.</param>
/// <param name="WindowsPerEpoch">Windows that one epoch learns from.</param>
public sealed record DistillationResult(
    IReadOnlyList<DistillationEpoch> History, int? ResumedAfter, int StepsPerEpoch, int WindowsPerEpoch);
