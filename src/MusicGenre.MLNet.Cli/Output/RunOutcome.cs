using MusicGenre.MLNet.Evaluation;
using MusicGenre.MLNet.Evaluation.Reports;

namespace MusicGenre.MLNet.Cli.Output;

/// <summary>What a training, a cross-validation or an evaluation found out.</summary>
/// <param name="Data">The data folder.</param>
/// <param name="Result">The figures.</param>
/// <param name="Facts">What they are of.</param>
/// <param name="Folds">The folds of a cross-validation; null without one.</param>
/// <param name="Model">Where the model was saved; null if none was.</param>
internal sealed record RunOutcome(
    string Data, EvaluationResult Result, RunFacts Facts, CrossValidationResult? Folds = null, string? Model = null)
{
    /// <summary>Gets the report on it.</summary>
    public EvaluationReport ToReport() => Folds?.ToReport() ?? Result.ToReport();
}
