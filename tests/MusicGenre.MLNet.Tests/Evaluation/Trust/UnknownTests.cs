using MusicGenre.MLNet.Evaluation.Trust;

namespace MusicGenre.MLNet.Tests.Evaluation.Trust;

public class UnknownTests
{
    private const int Size = 20;

    [Test]
    public void What_lies_in_the_directions_of_known_music_is_near_and_the_rest_is_far()
    {
        var random = new Random(1);
        float[][] known = [.. Enumerable.Range(0, 200).Select(_ => Along(random, 0))];
        EmbeddingSpace space = EmbeddingSpace.Fit(known);

        double[] near = [.. Enumerable.Range(0, 50).Select(_ => space.Distance(Along(random, 0)))];
        double[] far = [.. Enumerable.Range(0, 50).Select(_ => space.Distance(Along(random, 5)))];

        Assert.That(near.Max(), Is.LessThan(far.Min()));
    }

    [Test]
    public void The_threshold_rejects_the_wanted_share_of_held_out_tracks()
    {
        double[] distances = [.. Enumerable.Range(0, 199).Select(i => (double)i)];
        UnknownRule rule = UnknownRule.Fit(distances, new double[199], UnknownRule.DefaultEntropyWeight);

        Assert.That(distances.Count(d => rule.Novelty(d, 0) > rule.Threshold), Is.EqualTo(9), "of 200, 10 may be rejected");
        Assert.That(rule.Novelty(99, 0), Is.EqualTo(0).Within(1e-9));
    }

    [Test]
    public void Entropy_is_the_logarithm_of_equal_genres()
        => Assert.That(UnknownRule.EntropyOf([0.25f, 0.25f, 0.25f, 0.25f]), Is.EqualTo(Math.Log(4)).Within(1e-6));

    [Test]
    public void What_is_written_is_read_again_and_damage_is_told()
    {
        var random = new Random(2);
        float[][] known = [.. Enumerable.Range(0, 60).Select(_ => Along(random, 0))];
        var trust = new ClassifierTrust(
            EmbeddingSpace.Fit(known), UnknownRule.Fit([1, 2, 3], [0.1, 0.2, 0.4], 0.75), GenreSets.Fit([0.9f, 0.2f]));

        byte[] bytes = trust.ToBytes();
        ClassifierTrust read = ClassifierTrust.FromBytes(bytes);

        Assert.That(read.Rule, Is.EqualTo(trust.Rule));
        Assert.That(read.Sets!.Scores, Is.EqualTo(trust.Sets!.Scores));
        Assert.That(read.Novelty(known[0], [0.5f, 0.5f]), Is.EqualTo(trust.Novelty(known[0], [0.5f, 0.5f])));
        Assert.That(() => ClassifierTrust.FromBytes(bytes[..40]), Throws.InstanceOf<InvalidDataException>());
        Assert.That(() => ClassifierTrust.FromBytes([9, .. bytes[1..]]), Throws.InstanceOf<InvalidDataException>());
    }

    // Two directions in which music varies, a little noise, and a push out of them.
    private static float[] Along(Random random, float push)
    {
        float first = random.NextSingle() - 0.5f, second = random.NextSingle() - 0.5f;
        return [.. Enumerable.Range(0, Size).Select(i => (i % 2 == 0 ? first : second)
            + (0.05f * (random.NextSingle() - 0.5f)) + (i == 3 ? push : 0))];
    }
}
