using MusicGenre.MLNet.Data;
using MusicGenre.MLNet.Evaluation.Duplicates;
using MusicGenre.MLNet.Evaluation.Leaks;
using MusicGenre.MLNet.Training;

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

    /// <summary>The options of the run; <see langword="null"/> if unknown.</summary>
    public TrainOptions? Options { get; init; }

    /// <summary>What was trained and how long it took; <see langword="null"/> if nothing was.</summary>
    public TrainingSummary? Training { get; init; }

    /// <summary>The same measured with a split that is random by file, see <see cref="TrainOptions.AlsoRandom"/>; <see langword="null"/> if not asked for.</summary>
    public EvaluationResult? Random { get; init; }

    /// <summary>When the figures were taken.</summary>
    public DateTimeOffset Created { get; init; } = DateTimeOffset.UtcNow;

    internal static EvaluationOrigin Of(
        GenreDataset dataset, SplitCheck check, TrainOptions options, TrainingSummary summary, DuplicateReport? duplicates, EvaluationResult? random = null) => new()
        {
            DataDirectory = dataset.Directory,
            Backbone = summary.Backbone,
            Check = check,
            Duplicates = duplicates,
            Options = options,
            Training = summary,
            Random = random,
        };
}
