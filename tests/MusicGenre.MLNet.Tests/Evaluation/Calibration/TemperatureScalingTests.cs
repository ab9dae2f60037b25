using CsCheck;
using MusicGenre.MLNet.Evaluation;
using MusicGenre.MLNet.Evaluation.Calibration;

namespace MusicGenre.MLNet.Tests.Evaluation.Calibration;

public class TemperatureScalingTests
{
    private static readonly string[] Genres = ["a", "b", "c"];

    [TestCase(0.5)]
    [TestCase(1)]
    [TestCase(2.5)]
    public void The_temperature_that_spoilt_probabilities_is_found(double temperature)
    {
        IReadOnlyList<ScoredTrack> tracks = Spoilt(4000, temperature);

        double found = TemperatureScaling.Fit(Genres, tracks).Temperature;

        Assert.That(found, Is.EqualTo(temperature).Within(5).Percent);
    }

    [Test]
    public void No_other_temperature_has_a_lower_log_loss()
    {
        IReadOnlyList<ScoredTrack> tracks = Spoilt(300, 3);
        double best = TemperatureScaling.Fit(Genres, tracks).Temperature;

        foreach (double factor in (double[])[0.5, 0.95, 0.99, 1.01, 1.05, 2])
            Assert.That(LogLoss(tracks, best * factor), Is.GreaterThan(LogLoss(tracks, best)), $"{factor}");
    }

    [Test]
    public void Scaling_sums_to_one_and_never_changes_the_order()
        => Gen.Select(Gen.Double[1e-6, 1].Array[5], Gen.Double[0.05, 20]).Sample((raw, temperature) =>
        {
            float[] before = [.. raw.Select(value => (float)(value / raw.Sum()))];
            float[] after = new TemperatureScaling(temperature).Apply(before);
            Assert.That(after.Sum(), Is.EqualTo(1).Within(1e-5));
            Assert.That(
                Enumerable.Range(0, 5).SelectMany(i => Enumerable.Range(0, 5), (i, j) => before[i] > before[j] && after[i] < after[j]),
                    Has.None.True);
        });

    [Test]
    public void A_classifier_that_is_always_right_may_be_as_sure_as_there_is()
    {
        ScoredTrack[] right = [.. Enumerable.Range(0, 9).Select(i => new ScoredTrack($"{i}", "a", new[] { 0.6f, 0.3f, 0.1f }))];

        Assert.That(TemperatureScaling.Fit(Genres, right).Temperature, Is.EqualTo(TemperatureScaling.Lowest));
        Assert.That(() => TemperatureScaling.Fit(Genres, []), Throws.ArgumentException);
    }

    /// <summary>Genres are drawn from probabilities that are right; what is shown are these probabilities, sharpened or blurred.</summary>
    internal static IReadOnlyList<ScoredTrack> Spoilt(int count, double temperature, int seed = 1)
    {
        var random = new Random(seed);
        var spoil = new TemperatureScaling(1 / temperature);
        return [.. Enumerable.Range(0, count).Select(i =>
        {
            double[] weights = [.. Genres.Select(_ => Math.Exp(2 * random.NextDouble() * random.NextDouble() * 2))];
            float[] honest = [.. weights.Select(w => (float)(w / weights.Sum()))];
            double draw = random.NextDouble();
            string genre = draw < honest[0] ? "a" : draw < honest[0] + honest[1] ? "b" : "c";
            return new ScoredTrack($"{seed}-{i}", genre, spoil.Apply(honest));
        })];
    }

    private static double LogLoss(IReadOnlyList<ScoredTrack> tracks, double temperature)
        => tracks.Average(t => -Math.Log(new TemperatureScaling(temperature).Apply(t.Probabilities.Span)[Array.IndexOf(Genres, t.Genre)]));
}
