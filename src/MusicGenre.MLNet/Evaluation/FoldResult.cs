namespace MusicGenre.MLNet.Evaluation;

/// <summary>Holds the result of one fold of a cross-validation.</summary>
/// <param name="Name">The fold's name, e.g. "fold 2".</param>
/// <param name="Result">The result on the fold's test part.</param>
public sealed record FoldResult(string Name, EvaluationResult Result);
