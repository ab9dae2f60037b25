using MusicGenre.MLNet.Augmentation;
using MusicGenre.MLNet.Backbones;
using MusicGenre.MLNet.Data;
using MusicGenre.MLNet.Embeddings;

namespace MusicGenre.MLNet;

/// <summary>Options of a training. Every property has a default that suits a folder of music.</summary>
public sealed record TrainOptions
{
    /// <summary>
    /// Gets what is trained, with the settings that only it has. The default value is a head on <see cref="BackboneCatalog.Default"/>. The
    /// add-on MusicGenre.MLNet.Torch sets a network that is trained as a whole: <c>options.UseTorch("small-cnn")</c>.
    /// </summary>
    public Learner Learner { get; init; } = new HeadLearner();

    /// <summary>
    /// Gets the short form of <c>Learner = new HeadLearner { Backbone = "…" }</c>: a name of <see cref="BackboneCatalog.Names"/>, or the
    /// path of an ONNX file, or several with <c>+</c> between them: <c>mobile+efficientat</c>. Set one of the two. Reads as the
    /// <see cref="MLNet.Learner.Name"/> of the learner.
    /// </summary>
    public string Backbone
    {
        get => Learner.Name;
        init => Learner = (Learner as HeadLearner ?? new HeadLearner()) with { Backbone = value };
    }

    /// <summary>Gets which tracks are held out for the report. The default value is <see cref="SplitKind.Grouped"/>.</summary>
    public SplitKind Split { get; init; } = SplitKind.Grouped;

    /// <summary>
    /// Gets the part of the tracks, 0…1 exclusive, that take no part in training and give the held-out figures. The default value is 0.2.
    /// Not used where the data gives folds (the first one is held out) or names its own split.
    /// </summary>
    public double TestSetFraction { get; init; } = 0.2;

    /// <summary>
    /// Gets the part of the training tracks, 0…1 exclusive, on which the regularization is chosen. The default value is 0.2.
    /// </summary>
    public double ValidationSetFraction { get; init; } = 0.2;

    /// <summary>Gets the number of folds of a cross-validation. The default value is 5. If the data gives folds, those are used.</summary>
    public int Folds { get; init; } = 5;

    /// <summary>
    /// Gets the augmented copies of the training tracks that are learned from as well. Copies are made only of tracks that are learned
    /// from, never of held-out ones, and those of a track on which the regularization is chosen take no part in that choice. Their
    /// embeddings are kept between runs like all others. The default value is <see langword="null"/>: none.
    /// </summary>
    public AugmentationPlan? Augmentation { get; init; }

    /// <summary>Gets how much of each track is used. The default value is up to two minutes, evenly spread.</summary>
    public SegmentOptions Segments { get; init; } = new();

    /// <summary>
    /// Gets what is done about near-identical recordings: nothing, reporting them, or also keeping them on one side of the split.
    /// The default value is <see cref="DuplicateHandling.Ignore"/>.
    /// </summary>
    public DuplicateHandling Duplicates { get; init; } = DuplicateHandling.Ignore;

    /// <summary>
    /// Whether the result of a split that is random by file is taken as well (<see cref="EvaluationResult.Random"/>), which costs a second
    /// training: what such a split would have claimed. It learns in the same way, with augmented copies of its own training files. The
    /// default value is <see langword="false"/>.
    /// </summary>
    public bool AlsoRandom { get; init; }

    /// <summary>
    /// Whether classifiers are calibrated on out-of-fold answers for their training tracks, which costs five more trainings of each: their
    /// probabilities are scaled by a temperature (see <see cref="Evaluation.Calibration.TemperatureScaling"/>), they say what is unknown
    /// (<see cref="GenrePrediction.IsUnknown"/>), and give sets of genres (<see cref="GenrePrediction.Set"/>). The default value is
    /// <see langword="null"/>: heads are calibrated, whole networks, whose trainings take long, are not.
    /// </summary>
    public bool? Calibrate { get; init; }

    /// <summary>Gets the seed of the splits. The default value is 1.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>
    /// Gets the folder in which embeddings ("bottleneck values") are kept between runs. The default value is <see langword="null"/>:
    /// <c>MusicGenre.MLNet/embeddings</c> in the user's folder for local application data.
    /// </summary>
    public string? WorkspacePath { get; init; }

    /// <summary>
    /// Whether embeddings kept from earlier runs are used, and new ones kept. The default value is <see langword="true"/>.
    /// </summary>
    public bool ReuseCachedBottleneckValues { get; init; } = true;

    /// <summary>Gets how many files are processed at once. The default value is the number of processors.</summary>
    public int MaxDegreeOfParallelism { get; init; } = Environment.ProcessorCount;

    /// <summary>Checks every value.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A value is out of range; the message names it and the range.</exception>
    public void Validate()
    {
        ArgumentNullException.ThrowIfNull(Learner);
        ArgumentNullException.ThrowIfNull(Segments);
        RequireFraction(TestSetFraction, nameof(TestSetFraction));
        RequireFraction(ValidationSetFraction, nameof(ValidationSetFraction));
        if (Folds < 2)
            throw new ArgumentOutOfRangeException(nameof(Folds), Folds, "A cross-validation needs at least 2 folds.");
        if (MaxDegreeOfParallelism < 1)
            throw new ArgumentOutOfRangeException(nameof(MaxDegreeOfParallelism), MaxDegreeOfParallelism, "Must be at least 1.");
        Learner.Validate();
        if (!Enum.IsDefined(Duplicates))
            throw new ArgumentOutOfRangeException(nameof(Duplicates), Duplicates, "There is no such way to handle duplicates.");
        Segments.Validate();
        Augmentation?.Validate();
    }

    /// <summary>Opens the cache of embeddings; <see langword="null"/> if none is wanted.</summary>
    internal EmbeddingCache? OpenCache() => ReuseCachedBottleneckValues ? new EmbeddingCache(WorkspacePath) : null;

    /// <summary>Gets the settings that belong into a report, with their names.</summary>
    internal IReadOnlyList<KeyValuePair<string, string>> Describe()
    {
        var settings = new List<KeyValuePair<string, string>>
        {
            new("seconds of a track", FormattableString.Invariant($"up to {Segments.MaxSecondsPerTrack:0.#}")),
        };
        if (Segments.PictureColumnSeconds is { } seconds)
            settings.Add(new("a picture's column", FormattableString.Invariant($"{1000 * seconds:0.##} ms")));
        settings.Add(new("near-identical recordings", Duplicates switch
        {
            DuplicateHandling.Report => "looked for and reported",
            DuplicateHandling.Group => "looked for and kept together",
            _ => "not looked for",
        }));
        return [.. settings, .. Learner.Settings];
    }

    private static void RequireFraction(double value, string name)
    {
        if (!(value > 0 && value < 1))
            throw new ArgumentOutOfRangeException(name, value, "The fraction must lie between 0 and 1, both exclusive.");
    }
}
