namespace Distill.Distillation;

/// <summary>How far a distillation is; reported after every step, and once more when an epoch was validated.</summary>
/// <param name="Epoch">The epoch, from 1.</param>
/// <param name="Epochs">All epochs.</param>
/// <param name="Step">Steps of this epoch that are done.</param>
/// <param name="Steps">Steps of an epoch.</param>
/// <param name="EmbeddingError">Of this epoch so far, see <see cref="DistillationEpoch"/>.</param>
/// <param name="TagError">Of this epoch so far.</param>
/// <param name="WindowsPerSecond">Speed of this epoch so far.</param>
/// <param name="Validated">The epoch that was just validated; <see langword="null"/> after a step.</param>
public sealed record DistillationProgress(
    int Epoch, int Epochs, int Step, int Steps, double EmbeddingError, double TagError, double WindowsPerSecond,
        DistillationEpoch? Validated);
