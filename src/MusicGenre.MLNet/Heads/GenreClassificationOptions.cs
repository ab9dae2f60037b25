using Microsoft.ML;

namespace MusicGenre.MLNet.Heads;

/// <summary>
/// Options of the genre classification trainer, named as in ML.NET's <c>ImageClassificationTrainer</c> where the meaning is the same.
/// </summary>
public sealed record GenreClassificationOptions
{
    /// <summary>The weights of the L2 penalty that are tried by default: 0.1 to 1,000.</summary>
    public static IReadOnlyList<float> DefaultL2Candidates { get; } = [0.1f, 0.3f, 1, 3, 10, 30, 100, 300, 1000];

    /// <summary>The column of the track's embedding, a vector of known size. The default value is <c>Embedding</c>.</summary>
    public string FeatureColumnName { get; init; } = "Embedding";

    /// <summary>The column of the genre, a key. The default value is <c>Label</c>.</summary>
    public string LabelColumnName { get; init; } = "Label";

    /// <summary>
    /// The text column of the group (track or artist) whose rows stay together when a validation part is split off.
    /// The default value is <see langword="null"/>: each row stands for itself.
    /// </summary>
    public string? GroupColumnName { get; init; }

    /// <summary>
    /// The boolean column that tells augmented copies from tracks: copies are learned from, but never validated on, and those of validation
    /// rows take no part in the choice of the regularisation. They need the group of their source in <see cref="GroupColumnName"/>.
    /// The default value is <see langword="null"/>: there are none.
    /// </summary>
    public string? CopyColumnName { get; init; }

    /// <summary>The column that receives the probabilities, one a genre. The default value is <c>Score</c>.</summary>
    public string ScoreColumnName { get; init; } = "Score";

    /// <summary>The column that receives the most probable genre, a key. The default value is <c>PredictedLabel</c>.</summary>
    public string PredictedLabelColumnName { get; init; } = "PredictedLabel";

    /// <summary>The set on which the regularisation is chosen. The default value is <see langword="null"/>: a part of the training
    /// set.</summary>
    public IDataView? ValidationSet { get; init; }

    /// <summary>The part of the training set, 0…1 exclusive, that becomes the validation set where none is given. The default value is
    /// 0.2.</summary>
    public double ValidationSetFraction { get; init; } = 0.2;

    /// <summary>
    /// The weights of the L2 penalty that are tried, on standardised features; the one with the lowest log-loss on the validation set
    /// is chosen, and the head trained with it on everything. The default value is <see cref="DefaultL2Candidates"/>. With one
    /// candidate nothing is split off; where there are too few groups to split any off, the middle candidate is taken. A weight holds for
    /// rows that are no copies: with copies it is raised by the rows that there are for each of those, so that copies do not weaken the
    /// penalty.
    /// </summary>
    public IReadOnlyList<float> L2Candidates { get; init; } = DefaultL2Candidates;

    /// <summary>Called with what each candidate reached on the validation set. The default value is <see langword="null"/>.</summary>
    public Action<RegularizationTrial>? MetricsCallback { get; init; }

    /// <summary>Seeds the split. The default value is 1.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>
    /// What standardized features are multiplied with, one number a feature; <see langword="null"/> for nothing.
    /// </summary>
    internal IReadOnlyList<float>? FeatureWeights { get; init; }

    internal void Validate()
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(FeatureColumnName);
        ArgumentException.ThrowIfNullOrWhiteSpace(LabelColumnName);
        ArgumentException.ThrowIfNullOrWhiteSpace(ScoreColumnName);
        ArgumentException.ThrowIfNullOrWhiteSpace(PredictedLabelColumnName);
        if (CopyColumnName is not null && GroupColumnName is null)
            throw new ArgumentException(
                $"{nameof(CopyColumnName)} is '{CopyColumnName}', but without {nameof(GroupColumnName)} nothing says what the rows are "
                + $"copies of. Name both, or neither.",
                nameof(CopyColumnName));
        if (!(ValidationSetFraction > 0 && ValidationSetFraction < 1))
            throw new ArgumentOutOfRangeException(
                nameof(ValidationSetFraction), ValidationSetFraction, "The fraction must lie between 0 and 1, both exclusive.");
        RequireCandidates(L2Candidates);
    }

    internal static void RequireCandidates(IReadOnlyList<float> candidates)
    {
        ArgumentNullException.ThrowIfNull(candidates);
        if (candidates.Count == 0 || candidates.Any(c => !(c >= 0) || float.IsInfinity(c)))
            throw new ArgumentOutOfRangeException(
                nameof(L2Candidates), string.Join(", ", candidates),
                "Name at least one weight of the L2 penalty; none may be negative or infinite.");
    }
}
