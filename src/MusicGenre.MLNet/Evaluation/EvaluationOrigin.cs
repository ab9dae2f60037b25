using MusicGenre.MLNet.Evaluation.Duplicates;
using MusicGenre.MLNet.Evaluation.Leaks;

namespace MusicGenre.MLNet.Evaluation;

/// <summary>Tells where figures come from: what must be known to trust them and to reproduce them.</summary>
public sealed record EvaluationOrigin
{
    /// <summary>Gets the full path of the data folder, to which the tracks' paths are relative.</summary>
    public required string DataDirectory { get; init; }

    /// <summary>Gets the backbone, or the architecture of a network that was trained as a whole.</summary>
    public required string Backbone { get; init; }

    /// <summary>Gets what could have leaked from the tested tracks into the training.</summary>
    public required SplitCheck Check { get; init; }

    /// <summary>Gets the near-identical recordings; <see langword="null"/> if none were searched for.</summary>
    public DuplicateReport? Duplicates { get; init; }

    /// <summary>Gets the settings of the run, with their names, as a report shows them; empty if unknown.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Settings { get; init; } = [];

    /// <summary>Gets what was trained and how long it took; <see langword="null"/> if nothing was.</summary>
    public TrainingSummary? Training { get; init; }

    /// <summary>Gets when the figures were taken.</summary>
    public DateTimeOffset Created { get; init; } = DateTimeOffset.UtcNow;
}
