using System.Collections.Concurrent;
using MusicGenre.MLNet.Audio;
using MusicGenre.MLNet.Augmentation;
using MusicGenre.MLNet.Augmentation.Steps;
using MusicGenre.MLNet.Common;
using MusicGenre.MLNet.Cli.Augmenting;
using MusicGenre.MLNet.Data;
using MusicGenre.MLNet.Embeddings;
using MusicGenre.MLNet.Evaluation;
using MusicGenre.MLNet.Heads;
using MusicGenre.MLNet.Training;

namespace MusicGenre.MLNet.Tests.Training;

/// <summary>Copies reach training, and only those of training tracks do.</summary>
public sealed class AugmentedTrainingTests
{
    private const int Copies = 3;

    // Hardly more than another recording of the same sound: whoever learns from a copy of a track knows the track.
    private static readonly AugmentationPlan Slight =
        new() { Copies = Copies, Steps = [new NoiseStep { MinDecibels = 40, MaxDecibels = 50 }] };

    private TemporaryFolder _folder = null!;

    private string Music => _folder.Combine("music");

    [OneTimeSetUp]
    public void WriteOnce()
    {
        _folder = new TemporaryFolder();
        ToneGenres.Write(Music, tracks: 8, seconds: 1);
        Riddles(_folder.Combine("riddles"));
    }

    [OneTimeTearDown]
    public void CleanUp() => _folder.Dispose();

    [Test]
    public void Train_only_training_tracks_are_augmented()
    {
        var spy = new Spy();
        using MusicGenreClassifier classifier = MusicGenreClassifier.Train(Music, Options(Slight) with { Learner = OnceTrained }, spy);

        string[] held = [.. classifier.HeldOut!.Tracks.Select(t => t.Track)];
        Assert.That(spy.Augmented, Has.Count.EqualTo(24 - held.Length).And.No.AnyOf(held.ToArray<object>()));
        Assert.That(spy.Augmented.Intersect(held), Is.Empty);
        Assert.That(classifier.Training!.AugmentedCopies, Is.EqualTo(Copies * (24 - held.Length)));
    }

    [Test]
    public void Train_held_out_tracks_are_augmented_only_after_the_figures_were_taken()
    {
        var spy = new Spy();
        using MusicGenreClassifier classifier = MusicGenreClassifier.Train(Music, Options(Slight), spy);

        string[] held = [.. classifier.HeldOut!.Tracks.Select(t => t.Track)];
        Assert.That(spy.BeforeEvaluation.Intersect(held), Is.Empty);
        Assert.That(spy.Augmented, Has.Count.EqualTo(24), "the delivered model learns from all");
        using MusicGenreClassifier notRefit = MusicGenreClassifier.Train(Music, Options(Slight) with { Learner = OnceTrained });
        Assert.That(classifier.HeldOut.Metrics.LogLoss, Is.EqualTo(notRefit.HeldOut!.Metrics.LogLoss));
    }

    [Test]
    public void Also_random_learns_as_the_honest_split_does()
    {
        // Each recording is one file and no artist is known: the two splits are the same, so any difference is one of training.
        TrainOptions options = Options(Slight) with { AlsoRandom = true };
        EvaluationResult honest = MusicGenreClassifier.CrossValidate(Music, options).Pooled;
        Assert.That(honest.Random!.Metrics.LogLoss, Is.EqualTo(honest.Metrics.LogLoss));
        EvaluationResult chosen = MusicGenreClassifier.CrossValidate(
            Music, options with { Learner = new HeadLearner { L2Candidates = [0.1f, 3, 100] } }).Pooled;
        Assert.That(
            chosen.Random!.Metrics.LogLoss, Is.EqualTo(chosen.Metrics.LogLoss), "nor is there one in the choice of the regularisation");

        var spy = new Spy();
        using MusicGenreClassifier classifier = MusicGenreClassifier.Train(Music, options with { Learner = OnceTrained }, spy);
        EvaluationResult held = classifier.HeldOut!;
        Assert.That(held.Random!.Metrics.LogLoss, Is.EqualTo(held.Metrics.LogLoss));
        Assert.That(classifier.Training!.AugmentedCopies, Is.EqualTo(Copies * (24 - held.Tracks.Count)), "what the model learned from");
        Assert.That(spy.BeforeEvaluation.Intersect(held.Tracks.Select(t => t.Track)), Is.Empty);
    }

    [Test]
    public void Also_random_learns_from_no_more_than_the_honest_split_does()
    {
        TrainOptions options = Options(Slight) with { AlsoRandom = true, Learner = MelStatistics with { L2Candidates = [1, 3] } };
        var spy = new Spy();
        using TrainingSession session = TrainingSession.Open(Music, options, new WorkContext(2, spy));
        GenreTrack[] tracks = [.. session.Dataset.Tracks.OrderBy(track => track.RelativePath[^5])];

        EvaluationResult random = new RandomSplits(session).HoldOut(
            new HeldOutSplit(tracks[..9], tracks[9..18], tracks[18..], "published"));

        Assert.That(random.Tracks, Has.Count.EqualTo(6));
        Assert.That(spy.Augmented, Has.Count.EqualTo(9), "the validation part serves the choice of the regularisation only");
        Assert.That(spy.Augmented.Intersect(random.Tracks.Select(t => t.Track)), Is.Empty);
    }

    [Test]
    public void Also_random_learns_nothing_about_its_tested_files_from_copies([Values] bool onDisk)
    {
        // Coins are thrown for each of two files of a recording: one that is learned from says nothing about the other.
        string music = _folder.Combine($"riddles in pieces {onDisk}");
        Riddles(music, i => $"r.{i / 2:00000}.{i % 2}.wav");
        if (onDisk)
            CopyWriter.Write(GenreDataset.Open(music).Tracks, Slight, music);

        EvaluationResult random = MusicGenreClassifier.CrossValidate(
            music, Options(onDisk ? null : Slight) with { AlsoRandom = true }).Pooled.Random!;

        Assert.That(random.Tracks, Has.Count.EqualTo(40), "every file by itself, copies not at all");
        Assert.That(random.Metrics.Top1, Is.LessThan(0.75), "chance is 0.5");
    }

    [Test]
    public void With_gives_the_copies_of_the_named_rows_and_no_others()
    {
        using TrainingSession session = TrainingSession.Open(Music, Options(Slight) with { Learner = MelStatistics }, new WorkContext(2));
        var heads = (HeadLearning)session.Learning;
        heads.Prepare(session.Dataset.Tracks);
        foreach (TrackSplit fold in TrackSplitter.Folds(session.Dataset.Tracks, 4, 1))
        {
            IReadOnlyList<EmbeddedTrack> rows = heads.WithCopies(fold.Train);
            Assert.That(rows, Has.Count.EqualTo((1 + Copies) * fold.Train.Count));
            Assert.That(rows.Select(r => r.Track.Path).Intersect(fold.Test.Select(t => t.Path)), Is.Empty);
            Assert.That(rows.GroupBy(r => r.Track.Path).Select(g => g.Select(r => r.Copy).Order()), Is.All.EqualTo(new[] { 0, 1, 2, 3 }));
        }
    }

    [Test]
    public void Validation_split_has_no_copy_and_its_tracks_copies_are_in_neither_part([Range(1, 20)] int seed)
    {
        LabeledEmbedding[] rows = [.. from track in Enumerable.Range(0, 30)
                                      from copy in Enumerable.Range(0, 1 + Copies)
                                      select new LabeledEmbedding { Embedding = [track, copy], Label = $"g{track % 3}", Group = $"t{track}",
                   IsCopy = copy > 0 }];
        (IReadOnlyList<LabeledEmbedding> train, IReadOnlyList<LabeledEmbedding> validation) = ValidationSplit.Of(rows, 0.2, seed);

        Assert.That(validation, Has.Count.EqualTo(6));
        Assert.That(validation.Where(r => r.IsCopy), Is.Empty);
        Assert.That(train.Select(r => r.Group).Intersect(validation.Select(r => r.Group)), Is.Empty);
        Assert.That(train, Has.Count.EqualTo(24 * (1 + Copies)));
    }

    [Test]
    public void Copies_on_disk_are_copies_to_the_head_and_to_evaluate()
    {
        string music = _folder.Combine("music with copies");
        ToneGenres.Write(music, tracks: 4, seconds: 1);
        using MusicGenreClassifier classifier = MusicGenreClassifier.Train(Music, Options(null));
        EvaluationResult before = classifier.Evaluate(music, Options(null));
        int written = CopyWriter.Write(
            GenreDataset.Open(music).Tracks, new AugmentationPlan { Copies = 2, Steps = [new BandMaskStep { MaxBands = 60 }] },
            music).Count;
        using TrainingSession session = TrainingSession.Open(music, Options(null) with { Learner = MelStatistics }, new WorkContext(2));
        EvaluationResult after = classifier.Evaluate(music, Options(null));

        Assert.That(written, Is.EqualTo(24));
        Assert.That(((HeadLearning)session.Learning).WithCopies(session.Dataset.Tracks).Count(t => t.IsCopy), Is.EqualTo(written));
        Assert.That(after.Metrics.LogLoss, Is.EqualTo(before.Metrics.LogLoss));
        Assert.That(after.Skipped.Count(file => file.Reason.Contains("augmented copy", StringComparison.Ordinal)), Is.EqualTo(written));
    }

    [Test]
    public void Cross_validate_learns_nothing_about_held_out_tracks_from_copies()
    {
        // Each track is another chord and its genre was drawn by lot: nobody can tell a track's genre who has not learned from it.
        CrossValidationResult honest = MusicGenreClassifier.CrossValidate(_folder.Combine("riddles"), Options(Slight));
        Assert.That(honest.Training!.AugmentedCopies, Is.EqualTo(40 * Copies));
        Assert.That(honest.Pooled.Metrics.Top1, Is.LessThan(0.75), "chance is 0.5");
    }

    [Test]
    public void The_same_riddles_are_solved_with_a_planted_leak()
    {
        // What the test above would show if copies of held-out tracks reached training.
        using TrainingSession session = TrainingSession.Open(
            _folder.Combine("riddles"), Options(Slight) with { Learner = MelStatistics }, new WorkContext(2));
        var heads = (HeadLearning)session.Learning;
        IReadOnlyList<string> genres = session.Dataset.Genres;
        heads.Prepare(session.Dataset.Tracks);
        EmbeddedTrack[] leaked = [.. heads.WithCopies(session.Dataset.Tracks).Where(r => r.IsCopy)];
        TrainedHead head = new HeadTrainer(genres, 0.2, 1).Train(leaked.Select(r => r with { Copy = 0 }).ToArray(), null, [0.1f]);
        IReadOnlyList<ScoredTrack> answers = heads.Score(new TrainedClassifier(head, TimeSpan.Zero), session.Dataset.Tracks);
        Assert.That(EvaluationMetrics.Compute(genres, answers).Top1, Is.GreaterThan(0.95));
    }

    [Test]
    public void Copies_come_from_the_cache_and_the_key_holds_the_plan()
    {
        TrainOptions options = Options(Slight) with { WorkspacePath = _folder.Combine("cache-of-its-own") };
        CrossValidationResult first = MusicGenreClassifier.CrossValidate(Music, options);
        int entries = Entries();
        CrossValidationResult again = MusicGenreClassifier.CrossValidate(Music, options with { MaxDegreeOfParallelism = 1 });
        Assert.That(again.Pooled.Metrics.LogLoss, Is.EqualTo(first.Pooled.Metrics.LogLoss));
        Assert.That((entries, Entries()), Is.EqualTo((24 * (1 + Copies), 24 * (1 + Copies))));

        // More copies are added to those that are there; another strength or seed makes its own.
        MusicGenreClassifier.CrossValidate(Music, options with { Augmentation = Slight with { Copies = Copies + 1 } });
        Assert.That(Entries(), Is.EqualTo(24 * (2 + Copies)));
        MusicGenreClassifier.CrossValidate(Music, options with { Augmentation = Slight with { Copies = 1, Seed = 2 } });
        Assert.That(Entries(), Is.EqualTo(24 * (3 + Copies)));
        MusicGenreClassifier.CrossValidate(
            Music, options with { Augmentation = new AugmentationPlan { Copies = 1, Steps = [new NoiseStep()] } });
        Assert.That(Entries(), Is.EqualTo(24 * (4 + Copies)));

        int Entries() => Directory.GetFiles(options.WorkspacePath!, "*.emb", SearchOption.AllDirectories).Length;
    }

    [Test]
    public void Duplicates_that_are_kept_together_are_augmented_like_all_tracks()
    {
        string music = ToneGenres.Write(_folder.Combine("music with a duplicate"), tracks: 4, seconds: 1);
        File.Copy(Path.Combine(music, "low", "low01.wav"), Path.Combine(music, "low", "another name.wav"));

        CrossValidationResult result = MusicGenreClassifier.CrossValidate(music, Options(Slight) with
        {
            Folds = 3,
            Duplicates = DuplicateHandling.Group,
            Learner = new HeadLearner { L2Candidates = [1, 3] },
        });

        Assert.That(result.Pooled.Origin!.Duplicates!.Pairs, Is.Not.Empty);
        Assert.That(result.Training!.AugmentedCopies, Is.EqualTo(13 * Copies));
    }

    [Test]
    public void No_plan_and_an_empty_plan_are_the_same()
    {
        double without = MusicGenreClassifier.CrossValidate(Music, Options(null)).Pooled.Metrics.LogLoss;
        Assert.That(MusicGenreClassifier.CrossValidate(Music, Options(AugmentationPlan.None)).Pooled.Metrics.LogLoss, Is.EqualTo(without));
        Assert.That(MusicGenreClassifier.CrossValidate(Music, Options(Slight)).Pooled.Metrics.LogLoss, Is.Not.EqualTo(without));
    }

    [Test]
    public void Pictures_get_what_is_done_to_spectrograms()
    {
        string pictures = _folder.Combine("pictures");
        foreach (GenreTrack track in GenreDataset.Open(Music).Tracks)
        {
            Directory.CreateDirectory(Path.Combine(pictures, track.Genre));
            MusicGenre.MLNet.Spectrograms.SpectrogramImage.FromClip(AudioClip.FromFile(track.Path)).Save(
                Path.Combine(pictures, Path.ChangeExtension(track.RelativePath, ".png")));
        }
        CrossValidationResult sound = MusicGenreClassifier.CrossValidate(pictures, Options(Slight));
        CrossValidationResult both = MusicGenreClassifier.CrossValidate(
            pictures, Options(Slight with { Steps = [new NoiseStep(), new BandMaskStep()] }));
        Assert.That(sound.Training!.AugmentedCopies, Is.Zero, "a picture has no sound");
        Assert.That(both.Training!.AugmentedCopies, Is.EqualTo(24 * Copies));
    }

    private static HeadLearner MelStatistics => new() { Backbone = "mel-statistics", L2Candidates = [3] };

    private static HeadLearner OnceTrained => new() { L2Candidates = [3], RefitOnAllData = false };

    // One candidate: nothing here is about the choice of the regularisation, which takes the most time.
    private TrainOptions Options(AugmentationPlan? plan)
        => new() { WorkspacePath = _folder.Combine("cache"), Folds = 4, Augmentation = plan,
            Learner = new HeadLearner { L2Candidates = [3] } };

    private static void Riddles(string directory, Func<int, string>? name = null)
    {
        var coin = new Random(7);
        int[] heads = [.. Enumerable.Range(0, 40).OrderBy(_ => coin.Next())];
        for (int i = 0; i < 40; i++)
        {
            string folder = Directory.CreateDirectory(Path.Combine(directory, heads[i] < 20 ? "heads" : "tails")).FullName;
            ToneGenres.Compose(i % 2 == 0 ? "high" : "low", 1, 900 + i).SaveWav(Path.Combine(folder, name?.Invoke(i) ?? $"r{i:00}.wav"));
        }
    }

    /// <summary>Writes down which tracks are augmented, and which of them before the held-out tracks were scored.</summary>
    private sealed class Spy : IProgress<TrainProgress>
    {
        private readonly ConcurrentBag<string> _before = [], _after = [];
        private volatile bool _evaluated;

        public IReadOnlyCollection<string> BeforeEvaluation => _before;

        public IReadOnlyCollection<string> Augmented => [.. _before, .. _after];

        public void Report(TrainProgress value)
        {
            _evaluated |= value.Stage == TrainStage.Evaluating;
            if (value.Stage == TrainStage.Augmenting)
                (_evaluated ? _after : _before).Add(value.Item!);
        }
    }
}
