namespace Distill.Distillation;

/// <summary>Windows of one step.</summary>
/// <param name="Images">[count × mels × frames].</param>
/// <param name="Targets">[count × targets]: embeddings standardised, tags as probabilities.</param>
/// <param name="Count">Number of windows.</param>
internal sealed record StudentBatch(float[] Images, float[] Targets, int Count);
