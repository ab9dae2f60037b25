using MusicGenre.MLNet.Evaluation;

namespace MusicGenre.MLNet.Cli.Comparing;

/// <summary>A model's line of the table. What could not be measured is null.</summary>
internal sealed record ComparisonRow
{
    /// <summary>The model's name.</summary>
    public required string Model { get; init; }

    /// <summary>How it is trained, in words.</summary>
    public required string Kind { get; init; }

    /// <summary>What it is, in words.</summary>
    public required string About { get; init; }

    /// <summary>Number of the network's parameters.</summary>
    public long? Parameters { get; init; }

    /// <summary>How long it took from the files to the trained models of all folds.</summary>
    public TimeSpan? TrainingTime { get; init; }

    /// <summary>The median time that the model looks at a clip.</summary>
    public TimeSpan? TimePerClip { get; init; }

    /// <summary>The figures over all tracks that were tested.</summary>
    public ClassificationMetrics? Metrics { get; init; }

    /// <summary>95 % interval of macro F1.</summary>
    public ConfidenceInterval? MacroF1Interval { get; init; }

    /// <summary>Why the model could not be trained or its speed not be measured.</summary>
    public string? Problem { get; init; }
}
