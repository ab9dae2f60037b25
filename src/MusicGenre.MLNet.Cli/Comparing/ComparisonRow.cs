using MusicGenre.MLNet.Evaluation;

namespace MusicGenre.MLNet.Cli.Comparing;

/// <summary>What became of a model: its line of the table. What could not be measured is null.</summary>
internal sealed record ComparisonRow
{
    public required TrainableModel Model { get; init; }

    /// <summary>Gets the figures over all tracks that were tested; null if the model could not be trained.</summary>
    public EvaluationResult? Result { get; init; }

    /// <summary>Gets which tracks were tested in which fold.</summary>
    public IReadOnlySet<(string Fold, string Track)> Tested { get; init; } = new HashSet<(string, string)>();

    public ConfidenceInterval? MacroF1Interval { get; init; }

    /// <summary>Gets how long it took from the files to the trained models of all folds.</summary>
    public TimeSpan? TrainingTime { get; init; }

    /// <summary>Gets the median time that the model takes for a clip.</summary>
    public TimeSpan? TimePerClip { get; init; }

    /// <summary>Gets the number of the network's parameters.</summary>
    public long? Parameters { get; init; }

    /// <summary>Gets why the model could not be trained or its speed not be measured.</summary>
    public string? Problem { get; init; }
}
