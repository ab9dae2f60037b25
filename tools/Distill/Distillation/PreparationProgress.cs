namespace Distill.Distillation;

/// <summary>How far the preparation of the windows is.</summary>
/// <param name="Done">Files done.</param>
/// <param name="Files">All files.</param>
/// <param name="FromCache">Files of those done that were on disk already.</param>
/// <param name="Windows">Windows so far.</param>
public sealed record PreparationProgress(int Done, int Files, int FromCache, int Windows);
