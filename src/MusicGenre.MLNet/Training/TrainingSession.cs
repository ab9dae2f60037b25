using System.Diagnostics;
using MusicGenre.MLNet.Common;
using MusicGenre.MLNet.Data;
using MusicGenre.MLNet.Embeddings;
using MusicGenre.MLNet.Evaluation;
using MusicGenre.MLNet.Evaluation.Calibration;
using MusicGenre.MLNet.Evaluation.Duplicates;
using MusicGenre.MLNet.Evaluation.Leaks;
using MusicGenre.MLNet.Evaluation.Trust;

namespace MusicGenre.MLNet.Training;

/// <summary>What a training and a cross-validation have in common: a folder that was read, by a learner that is at work on it.</summary>
internal sealed class TrainingSession : IDisposable
{
    private const int CalibrationParts = 5;

    // A few dozen right answers in a row fit any certainty; so much of it nobody has earned.
    private const double LeastTemperature = 0.5;

    private readonly TimeSpan _reading;
    private readonly Lazy<PictureKinds> _pictures;

    private TrainingSession(
        TrainOptions options, WorkContext context, Learning learning, GenreDataset dataset, DuplicateReport? duplicates, TimeSpan reading)
    {
        (Options, Context, Learning, Dataset, Duplicates, _reading) = (options, context, learning, dataset, duplicates, reading);
        _pictures = new Lazy<PictureKinds>(() => PictureKinds.Of(dataset));
    }

    public TrainOptions Options { get; }

    public WorkContext Context { get; }

    /// <summary>Gets the learner at work.</summary>
    public Learning Learning { get; }

    /// <summary>Gets the readable tracks, near-identical ones joined where the options say so.</summary>
    public GenreDataset Dataset { get; }

    /// <summary>Gets what the data set's pictures are like.</summary>
    public PictureKinds Pictures => _pictures.Value;

    /// <summary>Gets the near-identical recordings; <see langword="null"/> if none were searched for.</summary>
    public DuplicateReport? Duplicates { get; }

    /// <summary>
    /// Lists a folder, reads all its files, drops those that cannot be used, and looks for duplicates where the options ask for it.
    /// </summary>
    /// <exception cref="DatasetException">
    /// The folder is missing or holds too little; the message says what was found and what is expected.
    /// </exception>
    public static TrainingSession Open(string directory, TrainOptions options, WorkContext context)
    {
        EmbeddingCache? cache = options.OpenCache();
        Learning learning = options.Learner.Begin(
            new LearningContext(options.Segments, options.Augmentation, options.ValidationSetFraction, options.Seed, cache, context));
        try
        {
            context.Report(TrainStage.Scanning, 0, 0, directory);
            GenreDataset found = GenreDataset.Open(directory, cancellationToken: context.CancellationToken);
            var clock = Stopwatch.StartNew();
            GenreDataset dataset = learning.Read(found);
            TimeSpan reading = clock.Elapsed;
            dataset.EnsureTrainable();
            DuplicateReport? duplicates = options.Duplicates == DuplicateHandling.Ignore
                ? null
                : DuplicateFinder.Find(dataset, new DuplicateOptions(), cache, context);
            if (options.Duplicates == DuplicateHandling.Group)
            {
                duplicates = duplicates! with { Grouped = true };
                dataset = dataset.KeepTogether(duplicates.Groups);
            }
            return new TrainingSession(options, context, learning, dataset, duplicates, reading);
        }
        catch
        {
            // Nobody else knows of the learner's network yet.
            learning.Dispose();
            throw;
        }
    }

    /// <summary>Does work that trains, on as many cores as the learner may have trainings.</summary>
    public void ForEach(int count, Action<int> work)
        => (Learning.TrainsInParallel ? Context : Context with { MaxDegreeOfParallelism = 1 }).ForEach(count, work);

    /// <summary>Measures answers.</summary>
    public EvaluationResult Measure(IReadOnlyList<ScoredTrack> answers, string split)
        => EvaluationResult.Create(Dataset.Genres, answers, Dataset.Skipped, split, Options.Seed);

    /// <summary>
    /// Calibrates a classifier, where the options ask for it, without the tracks that it is measured on: classifiers of the same settings
    /// are trained on parts of its training tracks and classify the other parts, each artist on one side. Their answers give the
    /// temperature, the sets of genres, and from where on a track is unknown.
    /// </summary>
    /// <param name="train">The classifier's training tracks.</param>
    /// <param name="classifier">The classifier.</param>
    /// <param name="name">Which of several trainings it is.</param>
    /// <returns>The classifier as it was if it is not asked for, or there are too few independent tracks.</returns>
    public TrainedClassifier Calibrate(IReadOnlyList<GenreTrack> train, TrainedClassifier classifier, string name)
    {
        int parts = Options.Calibrate ?? Learning.CalibratesUnasked ? Math.Min(CalibrationParts, TrackGroup.Of(train).Count) : 0;
        if (parts < 2)
            return classifier;
        IReadOnlyList<TrackSplit> splits = TrackSplitter.Folds(train, parts, Options.Seed, ignoreGiven: true);
        if (splits.Any(split => split.Train.Select(track => track.Genre).Distinct().Count() < 2))
            return classifier;
        var answers = new IReadOnlyList<ScoredTrack>[splits.Count];
        var distances = new IReadOnlyList<double>[splits.Count];
        ForEach(splits.Count, i =>
        {
            using TrainedClassifier part = Learning.Train(
                new TrainingPart($"{name} without {splits[i].Name}", splits[i].Train, Like: classifier));
            IReadOnlyList<(ScoredTrack Answer, float[] Embedding)> left = Learning.Answer(part, splits[i].Test);
            EmbeddingSpace space = SpaceOf(part, splits[i].Train);
            (answers[i], distances[i]) = ([.. left.Select(t => t.Answer)], [.. left.Select(t => space.Distance(t.Embedding))]);
        });
        ScoredTrack[] all = [.. answers.SelectMany(a => a)];
        var temperature = new TemperatureScaling(Math.Max(TemperatureScaling.Fit(Dataset.Genres, all).Temperature, LeastTemperature));
        ScoredTrack[] scaled = [.. all.Select(temperature.Apply)];
        return classifier with
        {
            Head = classifier.Head.WithTemperature(temperature, Dataset.Genres),
            Temperature = temperature,
            Trust = new ClassifierTrust(
                SpaceOf(classifier, train),
                UnknownRule.Fit(
                    [.. distances.SelectMany(d => d)], [.. scaled.Select(t => UnknownRule.EntropyOf(t.Probabilities.Span))],
                    UnknownRule.DefaultEntropyWeight),
                GenreSets.Fit(scaled.Select(t => t.Probabilities.Span[GenreList.IndexOf(Dataset.Genres, t.Genre, nameof(train))]))),
        };
    }

    /// <summary>Gives a classifier of more tracks what was calibrated for another; known music is now all that it learned from.</summary>
    /// <param name="classifier">The classifier.</param>
    /// <param name="train">Its training tracks.</param>
    /// <param name="like">The one that was calibrated.</param>
    public TrainedClassifier CalibrateLike(TrainedClassifier classifier, IReadOnlyList<GenreTrack> train, TrainedClassifier like) => like is
        { Trust: { } trust }
        ? classifier with
        {
            Head = classifier.Head.WithTemperature(like.Temperature, Dataset.Genres),
            Temperature = like.Temperature,
            Trust = trust with { Space = SpaceOf(classifier, train) },
        }
        : classifier;

    /// <summary>Measures a classifier on tracks that it did not learn from.</summary>
    public EvaluationResult Measure(TrainedClassifier classifier, IReadOnlyList<GenreTrack> tracks, string split)
    {
        IReadOnlyList<(ScoredTrack Answer, float[] Embedding)> answers = Learning.Answer(classifier, tracks);
        return Measure([.. answers.Select(t => t.Answer)], split) with
        {
            Temperature = classifier.Temperature,
            Trust = classifier.Trust?.Measure(Dataset.Genres, answers),
        };
    }

    private EmbeddingSpace SpaceOf(TrainedClassifier classifier, IReadOnlyList<GenreTrack> tracks)
        => EmbeddingSpace.Fit([.. Learning.Answer(classifier, tracks).Select(t => t.Embedding)]);

    /// <summary>Tells what was trained and how long it took.</summary>
    public TrainingSummary Summarize(IReadOnlyList<TrainedClassifier> trained, TimeSpan elapsed) => new()
    {
        Tracks = Dataset.Tracks.Count,
        Backbone = Learning.Name,
        Parameters = trained[0].Parameters,
        L2Regularization = [.. trained.Select(t => t.Head.L2Regularization).OfType<float>()],
        LearningCurves = [.. trained.Select(t => t.Curve).OfType<LearningCurve>()],
        AugmentedCopies = Learning.Copies,
        EmbeddingsFromCache = Learning.FromCache,
        Warnings = Pictures.Warning is { } warning ? [warning] : [],
        EmbeddingTime = _reading,
        TrainingTime = elapsed,
    };

    /// <summary>Tells where figures come from.</summary>
    public EvaluationOrigin Origin(SplitCheck check, TrainingSummary summary) => new()
    {
        DataDirectory = Dataset.Directory,
        Backbone = summary.Backbone,
        Check = check,
        Duplicates = Duplicates,
        Settings = Options.Describe(),
        Training = summary,
    };

    /// <inheritdoc/>
    public void Dispose() => Learning.Dispose();
}
