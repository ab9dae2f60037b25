using System.Diagnostics;
using MusicGenre.MLNet.Common;
using MusicGenre.MLNet.Data;
using MusicGenre.MLNet.Evaluation;
using MusicGenre.MLNet.Evaluation.Duplicates;
using MusicGenre.MLNet.Evaluation.Leaks;

namespace MusicGenre.MLNet.Training;

/// <summary>What a training and a cross-validation have in common: a folder that was read, by a learner that is at work on it.</summary>
internal sealed class TrainingSession : IDisposable
{
    private readonly TimeSpan _reading;

    private TrainingSession(
        TrainOptions options, WorkContext context, Learning learning, GenreDataset dataset, DuplicateReport? duplicates, TimeSpan reading)
        => (Options, Context, Learning, Dataset, Duplicates, _reading) = (options, context, learning, dataset, duplicates, reading);

    public TrainOptions Options { get; }

    public WorkContext Context { get; }

    /// <summary>The learner at work.</summary>
    public Learning Learning { get; }

    /// <summary>The readable tracks, near-identical ones joined where the options say so.</summary>
    public GenreDataset Dataset { get; }

    /// <summary>The near-identical recordings; <see langword="null"/> if they were not looked for.</summary>
    public DuplicateReport? Duplicates { get; }

    /// <summary>Lists a folder, reads all its files, drops those that cannot be used, and looks for duplicates where the options ask for it.</summary>
    /// <exception cref="DatasetException">The folder is missing or holds too little; the message says what was found and what is expected.</exception>
    public static TrainingSession Open(string directory, TrainOptions options, WorkContext context)
    {
        Learning learning = options.Learner.Begin(options, context);
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
                : DuplicateFinder.Find(dataset, new DuplicateOptions(), options.OpenCache(), context);
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

    /// <summary>Says what was trained and how long it took.</summary>
    public TrainingSummary Summarize(IReadOnlyList<TrainedClassifier> trained, TimeSpan elapsed, int copies) => new()
    {
        Tracks = Dataset.Tracks.Count,
        Genres = Dataset.Genres,
        Skipped = Dataset.Skipped,
        Backbone = Learning.Name,
        Parameters = trained[0].Parameters,
        L2Regularization = [.. trained.Select(t => t.Head.L2Regularization).OfType<float>()],
        LearningCurves = [.. trained.Select(t => t.Curve).OfType<LearningCurve>()],
        AugmentedCopies = copies,
        EmbeddingsFromCache = Learning.FromCache,
        EmbeddingTime = _reading,
        TrainingTime = elapsed,
    };

    /// <summary>Says where figures come from.</summary>
    public EvaluationOrigin Origin(SplitCheck check, TrainingSummary summary, EvaluationResult? random) => new()
    {
        DataDirectory = Dataset.Directory,
        Backbone = summary.Backbone,
        Check = check,
        Duplicates = Duplicates,
        Settings = Options.Describe(),
        Training = summary,
        Random = random,
    };

    /// <inheritdoc/>
    public void Dispose() => Learning.Dispose();
}
