using MusicGenre.MLNet.Evaluation.Duplicates;
using MusicGenre.MLNet.Evaluation.Leaks;

namespace MusicGenre.MLNet.Evaluation;

/// <summary>Where figures come from: what has to be known beside them to trust them and to get them again.</summary>
public sealed record EvaluationOrigin
{
    /// <summary>Full path of the data folder, to which the tracks' paths are relative.</summary>
    public required string DataDirectory { get; init; }

    /// <summary>The backbone, or the architecture of a network that was trained as a whole.</summary>
    public required string Backbone { get; init; }

    /// <summary>What could have leaked from the tested tracks into the training.</summary>
    public required SplitCheck Check { get; init; }

    /// <summary>The near-identical recordings; <see langword="null"/> if none were looked for.</summary>
    public DuplicateReport? Duplicates { get; init; }

    /// <summary>The settings of the run, with their names, as a report shows them; none if unknown.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Settings { get; init; } = [];

    /// <summary>What was trained and how long it took; <see langword="null"/> if nothing was.</summary>
    public TrainingSummary? Training { get; init; }

    /// <summary>The same measured with a split that is random by file, <see langword="null"/> if not asked for.</summary>
    public EvaluationResult? Random { get; init; }

    /// <summary>When the figures were taken.</summary>
    public DateTimeOffset Created { get; init; } = DateTimeOffset.UtcNow;
}
