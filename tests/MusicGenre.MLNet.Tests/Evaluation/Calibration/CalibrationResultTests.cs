using MusicGenre.MLNet.Evaluation;
using MusicGenre.MLNet.Evaluation.Calibration;
using MusicGenre.MLNet.Training;

namespace MusicGenre.MLNet.Tests.Evaluation.Calibration;

public class CalibrationResultTests
{
    private static readonly string[] Genres = ["a", "b", "c"];

    [Test]
    public void What_a_temperature_is_measured_on_plays_no_part_in_fitting_it()
    {
        IReadOnlyList<ScoredTrack> first = TemperatureScalingTests.Spoilt(200, 3, 1), second = TemperatureScalingTests.Spoilt(200, 3, 2);
        IReadOnlyList<ScoredTrack> other = TemperatureScalingTests.Spoilt(200, 0.5, 3);

        CalibrationResult once = CalibrationResult.CrossFit(Genres, [first, second], "two parts");
        CalibrationResult again = CalibrationResult.CrossFit(Genres, [first, other], "two parts");

        Assert.That(again.PerPart[1], Is.EqualTo(once.PerPart[1]), "fitted on the first part, which is the same");
        Assert.That(again.PerPart[0], Is.Not.EqualTo(once.PerPart[0]));
        Assert.That(once.PerPart[0], Is.EqualTo(TemperatureScaling.Fit(Genres, second)));
        Assert.That(once.Tracks[0].Probabilities.ToArray(), Is.EqualTo(once.PerPart[0].Apply(first[0].Probabilities.Span)));
    }

    [Test]
    public void Scaling_mends_what_a_temperature_spoilt()
    {
        IReadOnlyList<ScoredTrack>[] parts = [.. Enumerable.Range(1, 4).Select(seed => TemperatureScalingTests.Spoilt(1000, 3, seed))];

        CalibrationResult result = CalibrationResult.CrossFit(Genres, parts, "four parts");

        Assert.That(result.Before.ExpectedError, Is.GreaterThan(0.1));
        Assert.That(result.After.ExpectedError, Is.LessThan(0.03));
        Assert.That(result.After.LogLoss, Is.LessThan(result.Before.LogLoss));
    }

    [Test]
    public void A_track_in_two_parts_is_refused()
    {
        IReadOnlyList<ScoredTrack> part = TemperatureScalingTests.Spoilt(20, 1);

        Assert.That(
            () => CalibrationResult.CrossFit(Genres, [part, part], "x"), Throws.ArgumentException.With.Message.Contains("two parts"));
        Assert.That(
            () => CalibrationResult.CrossFit(Genres, [part], "x"), Throws.ArgumentException.With.Message.Contains("at least two parts"));
    }

    [Test]
    public void A_training_that_is_asked_gives_each_head_its_own_temperature()
    {
        using var folder = new TemporaryFolder();
        string data = ToneGenres.Write(folder.Combine("music"), seconds: 1);
        var options = new TrainOptions { WorkspacePath = folder.Combine("cache"), Folds = 3, Calibrate = true };

        CrossValidationResult result = MusicGenreClassifier.CrossValidate(data, options);
        CrossValidationResult plain = MusicGenreClassifier.CrossValidate(data, options with { Calibrate = false });
        using MusicGenreClassifier classifier = MusicGenreClassifier.Train(data, options);

        Assert.That(result.Folds.Select(fold => fold.Result.Temperature), Has.None.Null);
        Assert.That(result.Calibrate().PerPart, Is.EqualTo(result.Folds.Select(fold => fold.Result.Temperature)));
        Assert.That(plain.Folds.Select(fold => fold.Result.Temperature), Has.All.Null);
        Assert.That(
            result.Folds.SelectMany(fold => fold.Result.Unscaled).Zip(plain.Folds.SelectMany(fold => fold.Result.Tracks)),
            Is.All.Matches<(ScoredTrack Scaled, ScoredTrack Plain)>(pair => pair.Scaled.Track == pair.Plain.Track
                && pair.Scaled.Probabilities.ToArray().Zip(pair.Plain.Probabilities.ToArray()).All(p => Math.Abs(p.First - p.Second) < 1e-4)),
            "the answers themselves are the same but for the temperature");
        Assert.That(classifier.HeldOut!.Calibrate().PerPart, Is.EqualTo(new[] { classifier.HeldOut.Temperature }));
    }
}
