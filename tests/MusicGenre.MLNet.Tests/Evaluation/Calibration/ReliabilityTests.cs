using MusicGenre.MLNet.Evaluation;
using MusicGenre.MLNet.Evaluation.Calibration;

namespace MusicGenre.MLNet.Tests.Evaluation.Calibration;

public class ReliabilityTests
{
    private static readonly string[] Genres = ["a", "b"];

    [Test]
    public void The_error_is_the_gap_of_each_bin_weighted_by_its_tracks()
    {
        // Bin (0.9, 1]: three tracks, 95 % sure on average, two right. Bin (0.6, 0.7]: one track, 0.65 sure, right.
        Reliability reliability = Reliability.Of(
            Genres, [Track("1", "a", 0.94f), Track("2", "a", 0.95f), Track("3", "b", 0.96f), Track("4", "a", 0.65f)], 10);

        Assert.That(reliability.ExpectedError, Is.EqualTo((3 * (0.95 - 2.0 / 3) + 0.35) / 4).Within(1e-6));
        Assert.That(reliability.LargestError, Is.EqualTo(0.35).Within(1e-6));
        Assert.That(reliability.MeanConfidence, Is.EqualTo(0.875).Within(1e-6));
        Assert.That(reliability.Bins.Select(bin => bin.Count), Is.EqualTo(new[] { 0, 0, 0, 0, 0, 0, 1, 0, 0, 3 }));
        Assert.That(reliability.LogLoss, Is.EqualTo(-(Math.Log(0.94) + Math.Log(0.95) + Math.Log(0.04) + Math.Log(0.65)) / 4).Within(1e-5));
    }

    [Test]
    public void Upper_edges_belong_to_their_bin()
    {
        Reliability reliability = Reliability.Of(Genres, [Track("1", "a", 1), Track("2", "a", 0.75f)], 4);

        Assert.That(reliability.Bins.Select(bin => bin.Count), Is.EqualTo(new[] { 0, 0, 1, 1 }));
        Assert.That(Reliability.Of(Genres, [Track("1", "a", 1)]).Bins, Has.Count.EqualTo(15));
    }

    [Test]
    public void Honest_probabilities_have_a_small_error_and_spoilt_ones_a_large_one()
    {
        string[] three = ["a", "b", "c"];

        Assert.That(Reliability.Of(three, TemperatureScalingTests.Spoilt(4000, 1)).ExpectedError, Is.LessThan(0.03));
        Assert.That(Reliability.Of(three, TemperatureScalingTests.Spoilt(4000, 4)).ExpectedError, Is.GreaterThan(0.1));
    }

    private static ScoredTrack Track(string name, string genre, float a) => new(name, genre, new[] { a, 1 - a });
}
