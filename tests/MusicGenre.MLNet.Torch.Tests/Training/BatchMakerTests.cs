using MathNet.Numerics.Distributions;
using MusicGenre.MLNet.Augmentation;
using MusicGenre.MLNet.Torch.Training;

namespace MusicGenre.MLNet.Torch.Tests.Training;

[NonParallelizable]
public sealed class BatchMakerTests
{
    private static readonly NetworkTrainingOptions Mixing = ToyData.Fast with
    {
        MixupAlpha = 0.4,
        LabelSmoothing = 0.1,
        Augmentation = new NetworkAugmentationOptions { FrequencyShift = 2, TimeStretch = 0.1, LevelShift = 0.1, Equalizer = 0.1 },
    };

    [Test]
    public void An_epoch_shows_every_example_once_and_leaves_none_alone([Values(2, 5, 6, 7, 12, 13, 14)] int examples)
    {
        IReadOnlyList<int[]> plan = BatchPlan.Of(examples, 6, seed: 1, epoch: 1);
        Assert.That(plan, Has.Count.EqualTo(BatchPlan.Count(examples, 6)));
        Assert.That(plan.SelectMany(batch => batch), Is.EquivalentTo(Enumerable.Range(0, examples)));
        Assert.That(plan.Select(batch => batch.Length), Is.All.InRange(2, 7));
    }

    [Test]
    public void The_order_changes_with_the_epoch_and_the_seed_and_nothing_else()
    {
        int[] Order(int seed, int epoch) => [.. BatchPlan.Of(50, 7, seed, epoch).SelectMany(batch => batch)];
        int[] first = Order(1, 1);
        Assert.That(Order(1, 1), Is.EqualTo(first));
        Assert.That(Order(1, 2), Is.Not.EqualTo(first));
        Assert.That(Order(2, 1), Is.Not.EqualTo(first));
    }

    [Test]
    public void A_batch_does_not_depend_on_when_or_where_it_is_made()
    {
        BatchMaker maker = Maker(Mixing);
        IReadOnlyList<int[]> plan = BatchPlan.Of(18, 6, 1, 3);
        TrainingBatch[] forward = [.. plan.Select((indices, i) => maker.Make(3, i, indices))];
        var parallel = new TrainingBatch[plan.Count];
        Parallel.For(0, plan.Count, i => parallel[plan.Count - 1 - i] = maker.Make(3, plan.Count - 1 - i, plan[plan.Count - 1 - i]));
        TrainingBatch[] produced = [.. ReadAhead.Of(plan.Count, i => maker.Make(3, i, plan[i]), CancellationToken.None)];
        for (int i = 0; i < plan.Count; i++)
        {
            Assert.That(parallel[i].Images, Is.EqualTo(forward[i].Images));
            Assert.That(produced[i].Images, Is.EqualTo(forward[i].Images));
            Assert.That(produced[i].Targets, Is.EqualTo(forward[i].Targets));
            Assert.That(produced[i].Index, Is.EqualTo(i));
        }
    }

    [Test]
    public void Another_epoch_sees_other_pictures()
    {
        BatchMaker maker = Maker(Mixing);
        Assert.That(maker.Make(2, 0, [0, 1]).Images, Is.Not.EqualTo(maker.Make(1, 0, [0, 1]).Images));
    }

    [Test]
    public void Targets_are_shares_that_add_up_to_one_and_match_the_mixture()
    {
        // Pictures of one value each, so that a mixture's value tells its share.
        SpectrogramInput[] inputs = [.. Enumerable.Range(0, 6)
            .Select(i => SpectrogramInput.FromValues(Enumerable.Repeat((float)i, 4).ToArray(), 2, 2))];
        var maker = new BatchMaker(Examples(inputs), 3, Mixing with { CropFrames = 2, Augmentation = NetworkAugmentationOptions.None });
        TrainingBatch batch = maker.Make(1, 0, [0, 1, 2, 3, 4, 5]);
        for (int i = 0; i < 5; i++)
        {
            float share = i + 1 - batch.Images[i * 4];
            float[] target = batch.Targets[(i * 3)..(i * 3 + 3)];
            Assert.That(target.Sum(), Is.EqualTo(1).Within(1e-5));
            Assert.That(target[i % 3], Is.EqualTo(0.9 * share + 0.1 / 3).Within(1e-5));
            Assert.That(target[(i + 1) % 3], Is.EqualTo(0.9 * (1 - share) + 0.1 / 3).Within(1e-5));
            Assert.That(batch.Labels[i], Is.EqualTo(share >= 0.5 ? i % 3 : (i + 1) % 3));
        }
    }

    [Test]
    public void CutMix_puts_a_rectangle_of_the_partner_in_and_mixes_the_targets_by_area()
    {
        const int Mels = 12, Frames = 16;
        SpectrogramInput[] inputs = [.. Enumerable.Range(0, 6)
            .Select(i => SpectrogramInput.FromValues(Enumerable.Repeat((float)i, Mels * Frames).ToArray(), Mels, Frames))];
        NetworkTrainingOptions options = Mixing with { CropFrames = Frames, MixupAlpha = 0, CutMixAlpha = 1, LabelSmoothing = 0,
            Augmentation = NetworkAugmentationOptions.None };
        TrainingBatch batch = new BatchMaker(Examples(inputs), 3, options).Make(1, 0, [0, 1, 2, 3, 4, 5]);
        for (int i = 0; i < 6; i++)
        {
            float[] image = batch.Images[(i * Mels * Frames)..((i + 1) * Mels * Frames)];
            int partner = (i + 1) % 6, own = image.Count(v => v == i);
            Assert.That(image.Count(v => v == partner), Is.EqualTo(image.Length - own));
            Assert.That(batch.Targets[i * 3 + i % 3], Is.EqualTo((float)own / image.Length).Within(1e-5));
            Assert.That(batch.Targets[i * 3 + partner % 3], Is.EqualTo(1 - (float)own / image.Length).Within(1e-5));
        }
    }

    [Test]
    public void Mixup_and_CutMix_share_the_examples_where_both_are_wanted()
    {
        SpectrogramInput[] inputs = [.. Enumerable.Range(0, 40)
            .Select(i => SpectrogramInput.FromValues(Enumerable.Repeat((float)i, 64).ToArray(), 8, 8))];
        NetworkTrainingOptions options = Mixing with { CropFrames = 8, MixupAlpha = 1, CutMixAlpha = 1,
            Augmentation = NetworkAugmentationOptions.None };
        TrainingBatch batch = new BatchMaker(Examples(inputs), 3, options).Make(1, 0, [.. Enumerable.Range(0, 40)]);
        int mixed = Enumerable.Range(0, 40).Count(i => batch.Images[(i * 64)..(i * 64 + 64)].Any(v => v != MathF.Round(v)));
        Assert.That(mixed, Is.InRange(8, 32));
    }

    [Test]
    public void Without_CutMix_a_checkpoint_from_before_there_was_any_stays_valid()
    {
        Assert.That(System.Text.Json.JsonSerializer.Serialize(ToyData.Fast), Does.Not.Contain("CutMix"));
        Assert.That(System.Text.Json.JsonSerializer.Serialize(ToyData.Fast with { CutMixAlpha = 0.5 }), Does.Contain("CutMixAlpha"));
    }

    [TestCase(0.2)]
    [TestCase(1.0)]
    [TestCase(4.0)]
    public void Shares_are_Beta_distributed(double alpha)
    {
        const int Count = 20_000;
        double[] shares = [.. Enumerable.Range(0, Count).Select(i => BatchMaker.DrawShare(new RandomStream(1, 1, i), alpha)).Order()];
        var expected = new Beta(alpha, alpha);
        // Kolmogorov-Smirnov: the largest gap between the two distributions, at the 0.1 % level.
        double gap = shares.Select((share, i) => Math.Max(
            Math.Abs(expected.CumulativeDistribution(share) - (double)i / Count),
            Math.Abs(expected.CumulativeDistribution(share) - (i + 1.0) / Count))).Max();
        Assert.That(gap, Is.LessThan(1.95 / Math.Sqrt(Count)));
    }

    [Test]
    public void A_tiny_alpha_gives_nothing_or_everything()
    {
        IEnumerable<double> shares = Enumerable.Range(0, 500).Select(i => BatchMaker.DrawShare(new RandomStream(1, 1, i), 1e-4));
        Assert.That(shares, Is.All.EqualTo(0).Within(1e-3).Or.EqualTo(1).Within(1e-3));
    }

    private static BatchMaker Maker(NetworkTrainingOptions options)
    {
        IReadOnlyList<TrainingExample> examples = ToyData.Examples(6, seed: 1);
        return new BatchMaker(examples, ToyData.Genres, options);
    }

    private static TrainingExample[] Examples(IEnumerable<SpectrogramInput> inputs)
        => [.. inputs.Select((input, i) => new TrainingExample(input, i % 3))];
}
