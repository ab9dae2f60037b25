using MusicGenre.MLNet.Audio;
using MusicGenre.MLNet.Prediction;
using MusicGenre.MLNet.Prediction.Explaining;
using MusicGenre.MLNet.Reports;
using MusicGenre.MLNet.Tests.Spectrograms;
using MusicGenre.MLNet.Tests.Spectrograms.Figures;

namespace MusicGenre.MLNet.Tests.Prediction.Explaining;

public class ExplainerTests
{
    private TrainedToneClassifier _trained = null!;

    [OneTimeSetUp]
    public void Train() => _trained = new TrainedToneClassifier();

    [OneTimeTearDown]
    public void CleanUp() => _trained.Dispose();

    private MusicGenreClassifier Classifier => _trained.Classifier;

    [Test]
    public void High_tones_speak_for_high_and_low_ones_against_it()
    {
        AudioClip high = ToneGenres.Compose("high", 2, 7), low = ToneGenres.Compose("low", 2, 8);
        var both = new AudioClip((float[])[.. high.Samples.Span, .. low.Samples.Span], ToneGenres.SampleRate);

        Explanation explanation = Classifier.Explain(both, new ExplainOptions { Genre = "high", PatchSeconds = 0.5 });

        TimeEvidence[] first = [.. explanation.Moments.Where(m => m.End.TotalSeconds < 2)];
        TimeEvidence[] second = [.. explanation.Moments.Where(m => m.Start.TotalSeconds > 2)];
        Assert.That(first.Average(m => m.Evidence), Is.GreaterThan(second.Average(m => m.Evidence)));
        Assert.That(explanation.For[0].Start.TotalSeconds, Is.LessThan(2));
        Assert.That(explanation.Probability, Is.InRange(0, 1));
        Assert.That(explanation.Patches, Has.Count.EqualTo(8 * explanation.Moments.Count));
    }

    [Test]
    public void Nothing_covered_gives_the_answer_itself()
    {
        string file = _trained.Files[0];
        GenrePrediction prediction = Classifier.Predict(file);

        Explanation explanation = Classifier.Explain(file);

        Assert.That(explanation.Genre, Is.EqualTo(prediction.Genre));
        Assert.That(explanation.Probability, Is.EqualTo(prediction.Confidence).Within(1e-5));
        Assert.That(explanation.For.Concat(explanation.Against).Count(), Is.LessThanOrEqualTo(explanation.Moments.Count));
        Assert.That(explanation.For.Select(m => m.Evidence), Is.Ordered.Descending.And.All.Positive);
        Assert.That(explanation.Against.Select(m => m.Evidence), Is.Ordered.Ascending.And.All.Negative);
    }

    [TestCase(2, 2, "strongly for")]
    [TestCase(1, 2, "for")]
    [TestCase(0.2, 2, "slightly for")]
    [TestCase(0.05, 2, "neither")]
    [TestCase(-0.2, 2, "slightly against")]
    [TestCase(-1, 2, "against")]
    [TestCase(-2, 2, "strongly against")]
    [TestCase(0.1, 0.1, "for")]
    public void Evidence_is_said_in_words_compared_with_the_strongest(double evidence, double strongest, string words)
    {
        TimeEvidence moment = Moment(evidence);
        var explanation = new Explanation
        {
            Genre = "high", Probability = 0.5, Prediction = null!, Patches = [], Moments = [Moment(-strongest), moment, Moment(0)],
        };

        Assert.That(explanation.InWords(moment), Is.EqualTo(words));

        static TimeEvidence Moment(double evidence) => new(TimeSpan.Zero, TimeSpan.FromSeconds(1), evidence);
    }

    [Test]
    public void Patches_cover_the_track_in_time_and_frequency()
    {
        Explanation explanation = Classifier.Explain(
            ToneGenres.Compose("low", 3, 5), new ExplainOptions { PatchSeconds = 1, FrequencyParts = 4 });
        PatchEvidence[] column = [.. explanation.Patches.Where(p => p.Start == TimeSpan.Zero)];

        Assert.That(explanation.Moments.Select(m => Math.Round(m.Start.TotalSeconds)), Is.EqualTo(new[] { 0.0, 1, 2 }));
        Assert.That(explanation.Moments[^1].End.TotalSeconds, Is.EqualTo(3).Within(0.05));
        Assert.That(column, Has.Length.EqualTo(4));
        Assert.That(
            column.Zip(column.Skip(1)),
            Has.All.Matches<(PatchEvidence Below, PatchEvidence Above)>(p => Math.Abs(p.Below.HighHertz - p.Above.LowHertz) < 1e-6));
        Assert.That(column[^1].HighHertz, Is.GreaterThan(10_000));
    }

    [Test]
    public void The_picture_shows_both_colours_and_cuts_nothing_off()
    {
        AudioClip high = ToneGenres.Compose("high", 2, 7), noise = ToneGenres.Compose("noise", 2, 8);
        var both = new AudioClip((float[])[.. high.Samples.Span, .. noise.Samples.Span], ToneGenres.SampleRate);
        string path = _trained.Folder.Combine("why.png");

        Classifier.Explain(both, new ExplainOptions { Genre = "high", PatchSeconds = 0.5 }).SavePicture(path);

        var picture = new Picture(File.ReadAllBytes(path));
        var colors = (
            from x in Enumerable.Range(0, picture.Width) from y in Enumerable.Range(0, picture.Height) select picture[x, y]).ToArray();
        Assert.That(picture.TouchesTheEdge(2), Is.False);
        Assert.That(colors.Count(c => c.Red > c.Blue + 60), Is.GreaterThan(1000), "orange: for");
        Assert.That(colors.Count(c => c.Blue > c.Red + 60), Is.GreaterThan(1000), "blue: against");
    }

    [Test]
    public void A_picture_is_explained_too()
    {
        string png = _trained.Folder.Combine("tone.png");
        MLNet.Spectrograms.SpectrogramImage.FromClip(ToneGenres.Compose("low", 2, 3)).Save(png);

        Explanation explanation = Classifier.Explain(png, new ExplainOptions { PatchSeconds = 0.5 });

        Assert.That(explanation.Moments, Has.Count.EqualTo(4));
        Assert.That(explanation.Probability, Is.EqualTo(Classifier.Predict(png, new PredictOptions { AllowPictures = true }).Confidence).Within(1e-5));
    }

    [Test]
    public void Wrong_questions_are_refused()
    {
        Assert.That(
            () => Classifier.Explain(_trained.Files[0], new ExplainOptions { Genre = "polka" }),
            Throws.ArgumentException.With.Message.Contains("polka").And.Message.Contains("noise"));
        Assert.That(new ExplainOptions { PatchSeconds = 0 }.Validate, Throws.TypeOf<ArgumentOutOfRangeException>());
        Assert.That(new ExplainOptions { FrequencyParts = 65 }.Validate, Throws.TypeOf<ArgumentOutOfRangeException>());
        Assert.That(
            () => Classifier.Explain(_trained.Files[0], null, new CancellationToken(true)),
            Throws.InstanceOf<OperationCanceledException>());
    }
}
