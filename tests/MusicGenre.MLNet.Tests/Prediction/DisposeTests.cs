using MusicGenre.MLNet.Audio;
using MusicGenre.MLNet.Backbones;
using MusicGenre.MLNet.Common;
using MusicGenre.MLNet.Models;
using MusicGenre.MLNet.Prediction;
using MusicGenre.MLNet.Spectrograms;

namespace MusicGenre.MLNet.Tests.Prediction;

[TestFixture("pretrained")]
[TestFixture(MelStatisticsBackbone.CatalogueName)]
[NonParallelizable]
public class DisposeTests(string kind)
{
    private static readonly AudioClip Clip = ToneGenres.Compose("low", 1, 1);

    private TrainedToneClassifier _trained = null!;
    private byte[] _saved = null!;
    private MusicGenreClassifier _classifier = null!;

    private string AnyFile => _trained.Files[0];

    private static IEnumerable<TestCaseData> Calls()
    {
        yield return Call("Predict a path", (c, file) => c.Predict(file));
        yield return Call("Predict a stream", (c, file) => c.Predict(new MemoryStream(File.ReadAllBytes(file))));
        yield return Call("Predict a clip", (c, _) => c.Predict(Clip));
        yield return Call("Predict a picture", (c, _) => c.Predict(SpectrogramImage.FromClip(Clip)));
        yield return Call("PredictAsync", (c, file) => c.PredictAsync(file).GetAwaiter().GetResult());
        yield return Call("PredictAsync of a stream", (c, _) => c.PredictAsync(Stream.Null).GetAwaiter().GetResult());
        yield return Call("PredictManyAsync, not enumerated", (c, file) => c.PredictManyAsync([file]));
        yield return Call("PredictMany, not enumerated", (c, file) => c.PredictMany([file]));
        yield return Call("Explain a path", (c, file) => c.Explain(file));
        yield return Call("Explain a clip", (c, _) => c.Explain(Clip));
        yield return Call("Evaluate", (c, file) => c.Evaluate(Path.GetDirectoryName(Path.GetDirectoryName(file))!));
        yield return Call("Save to a path", (c, file) => c.Save(file + ".zip"));
        yield return Call("Save to a stream", (c, _) => c.Save(new MemoryStream()));

        static TestCaseData Call(string name, Action<MusicGenreClassifier, string> call) => new TestCaseData(call).SetArgDisplayNames(name);
    }

    [OneTimeSetUp]
    public void Train()
    {
        _trained = new TrainedToneClassifier(tracks: 3);
        using var saved = new MemoryStream();
        _trained.Classifier.Save(saved);
        _saved = saved.ToArray();
    }

    [OneTimeTearDown]
    public void CleanUp() => _trained.Dispose();

    [SetUp]
    public void Open() => _classifier = OpenAnother();

    [TearDown]
    public void Close() => _classifier.Dispose();

    [TestCaseSource(nameof(Calls))]
    public void A_call_after_dispose_is_refused(Action<MusicGenreClassifier, string> call)
    {
        _classifier.Dispose();
        _classifier.Dispose();

        Assert.That(
            () => call(_classifier, AnyFile),
            Throws.TypeOf<ObjectDisposedException>().With.Property("ObjectName").EqualTo(typeof(MusicGenreClassifier).FullName));
    }

    [Test]
    public void Properties_after_dispose_go_on_working()
    {
        string[] genres = [.. _classifier.Genres];

        _classifier.Dispose();

        Assert.That(_classifier.Genres, Is.EqualTo(genres));
        Assert.That(_classifier.Manifest.Genres, Is.EqualTo(genres));
        Assert.That(_classifier.HeldOut, Is.Null);
        Assert.That(_classifier.Training, Is.Null);
    }

    [Test]
    public void Predict_disposed_meanwhile_finishes_with_the_right_answer()
    {
        // Two segments and more: the classifier is disposed before the first.
        string file = _trained.Folder.Combine($"long-{kind}.wav");
        ToneGenres.Compose("low", 70, 1).SaveWav(file);
        using MusicGenreClassifier undisturbed = OpenAnother();
        using var stream = new DisposingStream(File.ReadAllBytes(file), _classifier);

        GenrePrediction prediction = _classifier.Predict(stream);

        Assert.That(prediction.Ranked, Is.EqualTo(undisturbed.Predict(file).Ranked));
        Assert.That(() => _classifier.Predict(Clip), Throws.TypeOf<ObjectDisposedException>(), "it was disposed");
    }

    [Test]
    public async Task Predict_async_disposed_meanwhile_finishes_with_the_right_answer()
    {
        using MusicGenreClassifier undisturbed = OpenAnother();

        Task<GenrePrediction> running = _classifier.PredictAsync(AnyFile);
        _classifier.Dispose();

        Assert.That((await running).Ranked, Is.EqualTo(undisturbed.Predict(AnyFile).Ranked));
    }

    [Test]
    public void Predict_many_made_before_dispose_is_refused_and_reads_no_path()
    {
        bool read = false;
        IEnumerable<PredictionResult> answers = _classifier.PredictMany(Files());
        _classifier.Dispose();

        Assert.That(() => answers.First(), Throws.TypeOf<ObjectDisposedException>());
        Assert.That(read, Is.False);

        IEnumerable<string> Files()
        {
            read = true;
            yield return AnyFile;
        }
    }

    [Test]
    public void Predict_many_disposed_between_two_answers_is_refused_at_the_next([Values(3, 100)] int files)
    {
        var answers = new List<PredictionResult>();

        Assert.That(
            () =>
            {
                foreach (PredictionResult answer in _classifier.PredictMany(Enumerable.Repeat(AnyFile, files)))
                {
                    answers.Add(answer);
                    _classifier.Dispose();
                }
            },
            Throws.TypeOf<ObjectDisposedException>());
        Assert.That(answers.Single().Succeeded);
    }

    [Test]
    public void Predict_many_disposed_after_the_last_answer_ends()
    {
        using IEnumerator<PredictionResult> answers = _classifier.PredictMany([AnyFile]).GetEnumerator();
        Assert.That(answers.MoveNext());

        _classifier.Dispose();

        Assert.That(answers.MoveNext(), Is.False);
    }

    [Test]
    [Category(Categories.Memory)]
    public void Predict_many_abandoned_keeps_nothing_alive()
    {
        using GenreModel model = ModelFile.Read(_saved, "the model");
        using var freed = new ManualResetEventSlim();
        var lifetime = new SharedLifetime(this, freed.Set);
        IEnumerator<PredictionResult> abandoned =
            new ManyFiles(new GenrePredictor(model), lifetime, new PredictOptions { MaxDegreeOfParallelism = 2 })
                .Predict(Enumerable.Repeat(AnyFile, 1000), CancellationToken.None).GetEnumerator();
        Assert.That(abandoned.MoveNext());

        lifetime.Close();

        Assert.That(freed.Wait(TimeSpan.FromSeconds(30)));
        Assert.That(abandoned.MoveNext, Throws.TypeOf<ObjectDisposedException>());
    }

    [Test]
    public void Evaluate_disposed_meanwhile_finishes()
    {
        string data = ToneGenres.Write(_trained.Folder.Combine($"other-{kind}"), tracks: 2, seed: 1000);
        foreach ((string tones, string genre) in ToneGenres.Names.Zip(_classifier.Genres).Where(n => n.First != n.Second))
            Directory.Move(Path.Combine(data, tones), Path.Combine(data, genre));
        TrainOptions options = _trained.Options with { ReuseCachedBottleneckValues = false };

        EvaluationResult result = _classifier.Evaluate(data, options, new InlineProgress<TrainProgress>(_ => _classifier.Dispose()));

        Assert.That(result.Metrics.Count, Is.EqualTo(6));
        Assert.That(() => _classifier.Predict(Clip), Throws.TypeOf<ObjectDisposedException>(), "it was disposed");
    }

    private MusicGenreClassifier OpenAnother()
        => kind == "pretrained" ? MusicGenreClassifier.Pretrained() : MusicGenreClassifier.Load(new MemoryStream(_saved));

    /// <summary>A file that disposes something as soon as it is read.</summary>
    private sealed class DisposingStream(byte[] bytes, IDisposable disposed) : MemoryStream(bytes)
    {
        // The other ways to read come here in a class that overrides this one.
        public override int Read(byte[] buffer, int offset, int count)
        {
            disposed.Dispose();
            return base.Read(buffer, offset, count);
        }
    }
}
