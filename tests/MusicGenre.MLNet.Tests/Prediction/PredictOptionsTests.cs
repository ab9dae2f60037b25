using NUnit.Framework.Constraints;
using MusicGenre.MLNet.Audio;
using MusicGenre.MLNet.Spectrograms;

namespace MusicGenre.MLNet.Tests.Prediction;

public class PredictOptionsTests
{
    private TrainedToneClassifier _trained = null!;
    private string _long = null!;

    [OneTimeSetUp]
    public void Train()
    {
        _trained = new TrainedToneClassifier();
        // Forty seconds of a low tone, then of noise, then of a high tone.
        _long = _trained.Folder.Combine("long.wav");
        new AudioClip(
            (float[])[.. new[] { "low", "noise", "high" }.SelectMany((genre, i) => ToneGenres.Compose(genre, 40, i).Samples.ToArray())],
            ToneGenres.SampleRate).SaveWav(_long);
    }

    [OneTimeTearDown]
    public void CleanUp() => _trained.Dispose();

    [TestCase(0, 30, "low")]
    [TestCase(45, 30, "noise")]
    [TestCase(85, 30, "high")]
    [TestCase(85, null, "high")]
    public void Only_the_part_from_start_for_the_duration_counts(double start, double? duration, string genre)
    {
        var options = new PredictOptions
        {
            Start = TimeSpan.FromSeconds(start), Duration = duration is { } seconds ? TimeSpan.FromSeconds(seconds) : null,
        };

        GenrePrediction prediction = _trained.Classifier.Predict(_long, options);

        Assert.That(prediction.Genre, Is.EqualTo(genre));
        Assert.That(prediction.Taggram.Segments[0].Start.TotalSeconds, Is.EqualTo(start).Within(0.001));
        Assert.That(prediction.Taggram.Segments[^1].End.TotalSeconds, Is.LessThanOrEqualTo(Math.Min(120, start + (duration ?? 120)) + 0.001));
        AudioClip part = AudioClip.FromFile(_long, options.Start, options.Duration ?? TimeSpan.FromHours(1));
        Assert.That(_trained.Classifier.Predict(part).Ranked, Is.EqualTo(prediction.Ranked));
        Assert.That(_trained.Classifier.Predict(AudioClip.FromFile(_long), options).Ranked, Is.EqualTo(prediction.Ranked));
        Assert.That(_trained.Classifier.Predict(File.ReadAllBytes(_long), options).Ranked, Is.EqualTo(prediction.Ranked));
    }

    [Test]
    public void A_part_of_a_picture_is_that_of_its_sound()
    {
        SpectrogramImage picture = SpectrogramImage.FromClip(AudioClip.FromFile(_long));
        var options = new PredictOptions { Start = TimeSpan.FromSeconds(85), Duration = TimeSpan.FromSeconds(30) };

        GenrePrediction prediction = _trained.Classifier.Predict(picture, options);

        Assert.That(prediction.Genre, Is.EqualTo("high"));
        Assert.That(prediction.Taggram.Segments[0].Start.TotalSeconds, Is.EqualTo(85).Within(0.05));
        Assert.That(
            () => _trained.Classifier.Predict(picture, options with { Start = TimeSpan.FromSeconds(500) }),
            Throws.TypeOf<SpectrogramImageException>().With.Message.Contains("nothing at 500 s"));
    }

    [Test]
    public void A_start_behind_the_end_says_how_long_the_track_is()
        => Assert.That(
            () => _trained.Classifier.Predict(_long, new PredictOptions { Start = TimeSpan.FromSeconds(150) }),
            Throws.TypeOf<AudioFormatException>().With.Message.Contains("ends after 120 s, so there is nothing at 150 s"));

    [Test]
    public void Fewer_segments_and_genres_are_given_where_they_are_asked_for()
    {
        GenrePrediction all = _trained.Classifier.Predict(_long);
        GenrePrediction few = _trained.Classifier.Predict(_long, new PredictOptions { MaxSegments = 1, Top = 2 });

        Assert.That(all.Taggram.Segments, Has.Count.EqualTo(4));
        Assert.That(few.Taggram.Segments, Has.Count.EqualTo(1));
        Assert.That(few.Ranked, Has.Count.EqualTo(2));
        Assert.That(few.Taggram.Of("noise"), Has.Count.EqualTo(1), "the taggram keeps all genres");
    }

    [Test]
    public void One_core_gives_the_answer_of_all()
        => Assert.That(
            _trained.Classifier.Predict(_long, new PredictOptions { MaxDegreeOfParallelism = 1 }).Ranked,
            Is.EqualTo(_trained.Classifier.Predict(_long).Ranked));

    [Test]
    public void Pictures_that_are_not_allowed_are_refused_by_their_first_bytes()
    {
        string png = _trained.Folder.Combine("song.mp3");
        SpectrogramImage.FromClip(ToneGenres.Compose("high", 4, 77)).Save(png);
        var soundOnly = new PredictOptions { AllowPictures = false };

        Assert.That(_trained.Classifier.Predict(png, new PredictOptions { AllowPictures = true }).Genre, Is.EqualTo("high"));
        Assert.That(
            () => _trained.Classifier.Predict(png, soundOnly),
            Throws.TypeOf<AudioFormatException>().With.Message.Contains(png).And.Message.Contains("only sound"));
        Assert.That(
            () => _trained.Classifier.Predict(File.ReadAllBytes(png), soundOnly), Throws.TypeOf<AudioFormatException>());
        Assert.That(_trained.Classifier.Predict(_trained.Files[0], soundOnly).Ranked, Has.Count.EqualTo(3));
    }

    [Test]
    public void Options_given_at_load_are_the_defaults_and_those_of_a_call_replace_them()
    {
        string model = _trained.Folder.Combine("model.zip");
        _trained.Classifier.Save(model);
        var options = new LoadOptions { Predict = new PredictOptions { Top = 1 } };

        using MusicGenreClassifier fromFile = MusicGenreClassifier.Load(model, options);
        using MusicGenreClassifier fromStream = MusicGenreClassifier.Load(new MemoryStream(File.ReadAllBytes(model)), options);

        foreach (MusicGenreClassifier loaded in (MusicGenreClassifier[])[fromFile, fromStream])
        {
            Assert.That(loaded.Predict(_long).Ranked, Has.Count.EqualTo(1));
            Assert.That(loaded.PredictMany([_long]).Single().Prediction!.Ranked, Has.Count.EqualTo(1));
            Assert.That(loaded.Predict(_long, new PredictOptions()).Ranked, Has.Count.EqualTo(3));
        }
    }

    private static IEnumerable<TestCaseData> Wrong()
    {
        yield return new(new PredictOptions { MaxDegreeOfParallelism = 0 }, nameof(PredictOptions.MaxDegreeOfParallelism));
        yield return new(new PredictOptions { MaxSegments = 0 }, nameof(PredictOptions.MaxSegments));
        yield return new(new PredictOptions { Start = TimeSpan.FromTicks(-1) }, nameof(PredictOptions.Start));
        yield return new(new PredictOptions { Duration = TimeSpan.Zero }, nameof(PredictOptions.Duration));
        yield return new(new PredictOptions { Top = 0 }, nameof(PredictOptions.Top));
    }

    [TestCaseSource(nameof(Wrong))]
    public void An_option_out_of_range_is_refused_by_every_call(PredictOptions options, string name)
    {
        Assert.That(() => _trained.Classifier.Predict(_long, options), Refused());
        Assert.That(() => _trained.Classifier.PredictMany([_long], options), Refused());
        Assert.That(() => _trained.Classifier.PredictManyAsync([_long], options), Refused());
        Assert.That(async () => await _trained.Classifier.PredictAsync(_long, options), Refused());
        Assert.That(async () => await _trained.Classifier.PredictAsync(Stream.Null, options), Refused());
        Assert.That(() => MusicGenreClassifier.Load("nowhere", new LoadOptions { Predict = options }), Refused());

        IResolveConstraint Refused() => Throws.TypeOf<ArgumentOutOfRangeException>().With.Property("ParamName").EqualTo(name);
    }
}
