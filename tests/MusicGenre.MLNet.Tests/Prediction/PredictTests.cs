using MusicGenre.MLNet.Audio;
using MusicGenre.MLNet.Data;
using MusicGenre.MLNet.Evaluation;
using MusicGenre.MLNet.Prediction;
using MusicGenre.MLNet.Spectrograms;

namespace MusicGenre.MLNet.Tests.Prediction;

public class PredictTests
{
    private TrainedToneClassifier _trained = null!;

    [OneTimeSetUp]
    public void Train() => _trained = new TrainedToneClassifier();

    [OneTimeTearDown]
    public void CleanUp() => _trained.Dispose();

    [Test]
    public void Predict_path_stream_bytes_clip_give_the_same_answer()
    {
        string file = _trained.Files[0];
        GenrePrediction expected = _trained.Classifier.Predict(file);

        using FileStream stream = File.OpenRead(file);
        Assert.That(_trained.Classifier.Predict(stream).Ranked, Is.EqualTo(expected.Ranked));
        Assert.That(_trained.Classifier.Predict(AudioClip.FromFile(file)).Ranked, Is.EqualTo(expected.Ranked));
        using var forward = new MusicGenre.MLNet.Tests.Audio.ForwardOnlyStream(File.ReadAllBytes(file));
        Assert.That(_trained.Classifier.Predict(forward).Ranked, Is.EqualTo(expected.Ranked));
    }

    [Test]
    public void Predict_PNG_of_the_clip_gives_the_same_genre()
    {
        string png = _trained.Folder.Combine("clip.png");
        SpectrogramImage.FromClip(ToneGenres.Compose("high", 4, 77)).Save(png);

        Assert.That(_trained.Classifier.Predict(png, new PredictOptions { AllowPictures = true }).Genre, Is.EqualTo("high"));
        using FileStream stream = File.OpenRead(png);
        Assert.That(_trained.Classifier.Predict(stream, new PredictOptions { AllowPictures = true }).Genre, Is.EqualTo("high"));
        Assert.That(_trained.Classifier.Predict(SpectrogramImage.Load(png)).Genre, Is.EqualTo("high"));
    }

    [Test]
    public void Predict_answer_is_ranked_and_sums_to_one()
    {
        GenrePrediction prediction = _trained.Classifier.Predict(ToneGenres.Compose("noise", 3, 5));

        Assert.Multiple(() =>
        {
            Assert.That(prediction.Genre, Is.EqualTo("noise"));
            Assert.That(prediction.Confidence, Is.EqualTo(prediction.Ranked[0].Probability));
            Assert.That(prediction.Ranked.Select(r => r.Probability), Is.Ordered.Descending);
            Assert.That(prediction.Ranked.Sum(r => r.Probability), Is.EqualTo(1).Within(1e-5));
            Assert.That(prediction.Ranked.Select(r => r.Genre), Is.EquivalentTo(ToneGenres.Names));
            Assert.That(prediction.Top(2), Is.EqualTo(prediction.Ranked.Take(2)));
            Assert.That(() => prediction.Top(0), Throws.TypeOf<ArgumentOutOfRangeException>());
        });
    }

    [Test]
    public void Predict_taggram_follows_the_music()
    {
        // 30 s of low tone, then 30 s of noise: two segments of 30 s.
        float[] samples = [.. ToneGenres.Compose("low", 30, 1).Samples.Span, .. ToneGenres.Compose("noise", 30, 2).Samples.Span];

        Taggram taggram = _trained.Classifier.Predict(new AudioClip(samples, ToneGenres.SampleRate)).Taggram;

        Assert.That(taggram.Segments.Select(s => s.Genre), Is.EqualTo(new[] { "low", "noise" }));
        Assert.That(
            taggram.Segments.Select(s => (s.Start.TotalSeconds, s.End.TotalSeconds)), Is.EqualTo(new[] { (0.0, 30.0), (30.0, 60.0) }));
        Assert.That(taggram.Of("low"), Is.Ordered.Descending);
        Assert.That(() => taggram.Of("jazz"), Throws.ArgumentException.With.Message.Contains("high, low, noise"));
    }

    [Test]
    public void Predict_eight_threads_give_the_answers_of_one()
    {
        string[] files = _trained.Files;
        GenrePrediction[] alone = [.. files.Select(f => _trained.Classifier.Predict(f))];

        var threads = new Thread[8];
        var failures = new System.Collections.Concurrent.ConcurrentBag<string>();
        for (int t = 0; t < threads.Length; t++)
        {
            int first = t;
            threads[t] = new Thread(() =>
            {
                for (int i = 0; i < files.Length; i++)
                {
                    int file = (first + i) % files.Length;
                    if (!_trained.Classifier.Predict(files[file]).Ranked.SequenceEqual(alone[file].Ranked))
                        failures.Add(files[file]);
                }
            });
            threads[t].Start();
        }
        foreach (Thread thread in threads)
            thread.Join();

        Assert.That(failures, Is.Empty);
    }

    [Test]
    public void Predict_many_bad_files_among_good_ones_answers_in_order_with_errors_in_place()
    {
        string bad = _trained.Folder.Combine("bad.wav");
        File.WriteAllText(bad, "not a song");
        string[] files = [_trained.Files[0], bad, .. _trained.Files, "nowhere.wav", "", _trained.Files[1]];

        PredictionResult[] answers = [.. _trained.Classifier.PredictMany(files)];

        Assert.That(answers.Select(a => a.Path), Is.EqualTo(files));
        Assert.That(answers.Where(a => !a.Succeeded).Select(a => a.Path), Is.EqualTo(new[] { bad, "nowhere.wav", "" }));
        Assert.That(answers[1].Error, Does.Contain(bad));
        Assert.That(answers[1].Exception, Is.TypeOf<AudioFormatException>());
        Assert.That(answers[0].Prediction!.Ranked, Is.EqualTo(_trained.Classifier.Predict(files[0]).Ranked));
    }

    [Test]
    public void Predict_many_reader_leaves_early_reads_only_a_little_ahead()
    {
        int read = 0;
        IEnumerable<string> Files()
        {
            while (true)
            {
                read++;
                yield return _trained.Files[0];
            }
        }

        Assert.That(_trained.Classifier.PredictMany(Files()).Take(5).Count(), Is.EqualTo(5));
        Assert.That(read, Is.LessThanOrEqualTo(5 + 2 * Environment.ProcessorCount));
    }

    [Test]
    public void Predict_many_cancelled_throws()
    {
        using var source = new CancellationTokenSource();

        Assert.That(
            () =>
            {
                foreach (PredictionResult _ in _trained.Classifier.PredictMany(Enumerable.Repeat(_trained.Files[0], 1000), cancellationToken: source.Token))
                    source.Cancel();
            },
            Throws.InstanceOf<OperationCanceledException>());
    }

    [Test]
    public void Predict_short_silent_or_NaN_clip_says_so()
    {
        Assert.That(
            () => _trained.Classifier.Predict(new AudioClip(new float[100], 22_050)),
            Throws.TypeOf<AudioFormatException>().With.Message.Contains("too short"));
        Assert.That(
            () => _trained.Classifier.Predict(new AudioClip(new float[22_050], 22_050)),
            Throws.TypeOf<AudioFormatException>().With.Message.Contains("silent"));
        Assert.That(
            () => _trained.Classifier.Predict(new AudioClip(Enumerable.Repeat(float.NaN, 22_050).ToArray(), 22_050)),
            Throws.TypeOf<AudioFormatException>().With.Message.Contains("finite"));
    }

    [Test]
    public void Evaluate_other_music_of_the_same_genres_gives_figures_and_names_unknown_genres()
    {
        string other = ToneGenres.Write(_trained.Folder.Combine("other"), tracks: 3, seed: 1000);
        Directory.Move(Path.Combine(other, "noise"), Path.Combine(other, "storm"));

        EvaluationResult result = _trained.Classifier.Evaluate(other, _trained.Options);

        Assert.That(result.Metrics.Count, Is.EqualTo(6));
        Assert.That(result.Metrics.Top1, Is.EqualTo(1));
        Assert.That(result.Skipped.Select(s => s.Reason), Has.Exactly(3).Contains("'storm'"));
        Assert.That(result.Split, Is.EqualTo($"all tracks of {Path.GetFileName(other)}"), "no path, which may name a user");
        string card = _trained.Folder.Combine("card.md");
        result.ToReport().SaveModelCard(card);
        Assert.That(File.ReadAllText(card), Does.Not.Contain(_trained.Folder.Path).And.Contain("Split: all tracks of"));
    }

    [Test]
    public void Evaluate_nothing_of_known_genres_says_so()
    {
        string other = ToneGenres.Write(_trained.Folder.Combine("strange"), tracks: 1);
        foreach (string genre in ToneGenres.Names)
            Directory.Move(Path.Combine(other, genre), Path.Combine(other, "x" + genre));

        Assert.That(
            () => _trained.Classifier.Evaluate(other, _trained.Options),
            Throws.TypeOf<DatasetException>().With.Message.Contains("high, low, noise"));
    }

    [Test]
    public void Cross_validate_answers_for_each_track_once()
    {
        CrossValidationResult result = MusicGenreClassifier.CrossValidate(_trained.Data, _trained.Options with { Folds = 3 });

        Assert.That(result.Folds, Has.Count.EqualTo(3));
        Assert.That(result.Pooled.Tracks.Select(t => t.Track), Is.Unique.And.Exactly(18).Items);
        Assert.That(result.Pooled.Metrics.Top1, Is.GreaterThan(0.85));
        Assert.That(result.Training!.EmbeddingsFromCache, Is.EqualTo(18));
    }
}
