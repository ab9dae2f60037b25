using Compare.Models;
using MusicGenre.MLNet;

namespace Compare.Measuring;

/// <summary>What became of a model's training.</summary>
internal sealed record ModelOutcome
{
    /// <summary>The model.</summary>
    public required ComparedModel Model { get; init; }

    /// <summary>The figures over all tracks that were tested; null if the model could not be trained.</summary>
    public EvaluationResult? Result { get; init; }

    /// <summary>Which tracks were tested in which fold.</summary>
    public IReadOnlySet<(string Fold, string Track)> Tested { get; init; } = new HashSet<(string, string)>();

    /// <summary>How long it took from the files to the trained models of all folds.</summary>
    public TimeSpan TrainingTime { get; init; }

    /// <summary>Why the model could not be trained; null if it could.</summary>
    public string? Problem { get; init; }
}
