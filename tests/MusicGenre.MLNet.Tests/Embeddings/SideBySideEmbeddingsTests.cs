using MusicGenre.MLNet.Embeddings;

namespace MusicGenre.MLNet.Tests.Embeddings;

public sealed class SideBySideEmbeddingsTests
{
    [Test]
    public void Segments_are_the_firsts_and_other_values_the_mean_of_those_that_overlap()
    {
        SegmentEmbeddings first = Of([1, 2, 3], (0, 10), (10, 20), (40, 50));
        // Of the second, from 10 to 20 s: 2 s of 40, 8 s of 60; nothing from 40 to 50 s, where the last one is nearest.
        SegmentEmbeddings second = Of([20, 40, 60], (0, 8), (8, 12), (12, 25));

        SegmentEmbeddings both = SideBySideEmbeddings.Join([first, second]);

        Assert.That(both.Times, Is.EqualTo(first.Times));
        Assert.That(both[0].ToArray(), Is.EqualTo((float[])[1, (20 * 8 + 40 * 2) / 10f]).Within(1e-5));
        Assert.That(both[1].ToArray(), Is.EqualTo((float[])[2, (40 * 2 + 60 * 8) / 10f]).Within(1e-5));
        Assert.That(both[2].ToArray(), Is.EqualTo((float[])[3, 60]).Within(1e-5));
        Assert.That(both.Mean(), Is.EqualTo((float[])[2, 40]), "each part's own mean");
    }

    [Test]
    public void One_part_stays_as_it_is()
    {
        SegmentEmbeddings alone = Of([1, 2], (0, 1), (1, 2));

        Assert.That(SideBySideEmbeddings.Join([alone]), Is.SameAs(alone));
    }

    private static SegmentEmbeddings Of(float[] values, params (double Start, double End)[] times) => new(
        values, 1, [.. times.Select(time => new SegmentTime(TimeSpan.FromSeconds(time.Start), TimeSpan.FromSeconds(time.End)))]);
}
