using MusicGenre.MLNet.Evaluation.Trust;

namespace MusicGenre.MLNet.Tests.Evaluation.Trust;

public class GenreSetsTests
{
    [Test]
    public void A_set_holds_the_right_genre_as_often_as_promised()
    {
        // Right genres have probabilities that are spread evenly over 0…1, so 90 % of them are at least 0.1.
        var random = new Random(1);
        GenreSets sets = GenreSets.Fit(Enumerable.Range(0, 1000).Select(_ => random.NextSingle()));

        float least = sets.LeastProbability(0.9);
        Assert.That(Enumerable.Range(0, 100_000).Count(_ => random.NextSingle() >= least) / 100_000.0, Is.EqualTo(0.9).Within(0.03));
    }

    [TestCase(9, 0.9, false)]
    [TestCase(8, 0.9, true)]
    [TestCase(18, 0.95, true)]
    [TestCase(19, 0.95, false)]
    public void Too_few_tracks_promise_nothing_so_all_genres_are_in_the_set(int tracks, double coverage, bool all)
        => Assert.That(GenreSets.Fit(Enumerable.Repeat(0.5f, tracks)).LeastProbability(coverage), Is.EqualTo(all ? 0 : 0.5f));

    [Test]
    public void A_set_is_never_empty_and_grows_with_the_coverage()
    {
        GenreSets sets = GenreSets.Fit([.. Enumerable.Range(1, 99).Select(i => i / 100f)]);
        float[] ranked = [0.005f, 0.004f];

        Assert.That(sets.Of(ranked, p => p, 0.5), Is.EqualTo(new[] { 0.005f }));
        Assert.That(sets.LeastProbability(0.95), Is.LessThan(sets.LeastProbability(0.5)));
    }

    [TestCase(0)]
    [TestCase(1)]
    [TestCase(double.NaN)]
    public void An_impossible_coverage_is_refused(double coverage)
        => Assert.That(() => GenreSets.Fit([0.5f]).LeastProbability(coverage), Throws.InstanceOf<ArgumentOutOfRangeException>());
}
