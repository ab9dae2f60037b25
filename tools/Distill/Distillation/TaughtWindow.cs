namespace Distill.Distillation;

/// <summary>A window as the student sees it, and what the teachers say of it.</summary>
/// <param name="Kind">What was done to its sound.</param>
/// <param name="Pixels">The 8-bit picture, highest band first, [mels × frames].</param>
/// <param name="Targets">The teachers' answers, as <see cref="TargetBlock"/> lays them out.</param>
internal sealed record TaughtWindow(WindowKind Kind, byte[] Pixels, Half[] Targets);
