using MusicGenre.MLNet.Audio;
using MusicGenre.MLNet.Evaluation.Trust;

namespace MusicGenre.MLNet.Tests.Prediction;

public class UnknownPredictionTests
{
    [Test]
    public void A_trained_classifier_knows_its_own_music_not_a_sine_and_says_so_after_a_reload()
    {
        using var folder = new TemporaryFolder();
        string data = ToneGenres.Write(folder.Combine("music"), tracks: 12, seconds: 2);
        var options = new TrainOptions { WorkspacePath = folder.Combine("cache") };
        using MusicGenreClassifier trained = MusicGenreClassifier.Train(data, options);
        trained.Save(folder.Combine("model.zip"));
        using MusicGenreClassifier loaded = MusicGenreClassifier.Load(folder.Combine("model.zip"));
        AudioClip sine = Sine(1000), tones = ToneGenres.Compose("low", 2, 7777);

        GenrePrediction strange = loaded.Predict(sine), known = loaded.Predict(tones);

        Assert.That(strange.IsUnknown, Is.True);
        Assert.That(strange.ToString(), Does.StartWith("unknown ("));
        Assert.That(strange.Novelty, Is.GreaterThan(known.Novelty!.Value));
        Assert.That(known.IsUnknown, Is.EqualTo(trained.Predict(tones).IsUnknown));
        Assert.That(known.HasSets, Is.True);
        Assert.That(known.Set(0.8)[0].Genre, Is.EqualTo("low"));
        TrustFigures figures = trained.HeldOut!.Trust!;
        Assert.That(figures.Tracks, Is.EqualTo(trained.HeldOut.Metrics.Count));
        Assert.That(loaded.Manifest.Temperature, Is.EqualTo(trained.HeldOut.Temperature!.Temperature));
    }

    [Test]
    public void A_classifier_that_was_not_calibrated_knows_everything_and_gives_no_sets()
    {
        using var folder = new TemporaryFolder();
        string data = ToneGenres.Write(folder.Combine("music"), tracks: 4, seconds: 1);
        using MusicGenreClassifier plain = MusicGenreClassifier.Train(
            data, new TrainOptions { WorkspacePath = folder.Combine("cache"), Calibrate = false });

        GenrePrediction answer = plain.Predict(Sine(1000));

        Assert.That(answer.IsUnknown, Is.False);
        Assert.That(answer.Novelty, Is.Null);
        Assert.That(answer.HasSets, Is.False);
        Assert.That(() => answer.Set(0.9), Throws.InvalidOperationException.With.Message.Contains("Calibrate"));
        Assert.That(plain.HeldOut!.Trust, Is.Null);
    }

    private static AudioClip Sine(double hertz)
        => new(Enumerable.Range(0, 4 * 22_050).Select(i => 0.5f * MathF.Sin((float)(2 * Math.PI * hertz * i / 22_050))).ToArray(), 22_050);
}
