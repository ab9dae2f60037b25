using MusicGenre.MLNet.Torch.Tests.TestSupport;
using MusicGenre.MLNet.Torch.Training;
using static TorchSharp.torch;

namespace MusicGenre.MLNet.Torch.Tests.Training;

public sealed class SoftTargetLossTests : TorchTest
{
    [TestCase(false)]
    [TestCase(true)]
    public void Equals_the_formula_summed_by_hand(bool weighted)
    {
        float[] logits = [1, 2, 3, 0.5f, -1, 0];
        float[] targets = [0.7f, 0.2f, 0.1f, 0, 0.4f, 0.6f];
        float[]? weights = weighted ? [0.5f, 1, 2] : null;
        double expected = 0;
        for (int n = 0; n < 2; n++)
        {
            double sum = Enumerable.Range(0, 3).Sum(c => Math.Exp(logits[n * 3 + c]));
            for (int c = 0; c < 3; c++)
                expected -= (weights?[c] ?? 1) * targets[n * 3 + c] * Math.Log(Math.Exp(logits[n * 3 + c]) / sum) / 2;
        }

        Tensor loss = SoftTargetLoss.Of(tensor(logits, [2, 3]), tensor(targets, [2, 3]), weights is null ? null : tensor(weights));
        Assert.That(loss.item<float>(), Is.EqualTo(expected).Within(1e-5));
    }

    [Test]
    public void Smoothed_hard_labels_give_libtorchs_own_cross_entropy()
    {
        Tensor logits = Noise(1, 4, 3);
        Tensor labels = tensor(new long[] { 0, 1, 2, 1 });
        Tensor targets = nn.functional.one_hot(labels, 3) * 0.9f + 0.1f / 3;
        float own = SoftTargetLoss.Of(logits, targets, null).item<float>();
        Assert.That(own, Is.EqualTo(nn.functional.cross_entropy(logits, labels, label_smoothing: 0.1).item<float>()).Within(1e-5));
    }

    [Test]
    public void Balanced_weights_make_genres_count_alike_and_average_one()
    {
        int[] labels = [0, 0, 0, 0, 0, 0, 1, 1, 2];
        float[] weights = SoftTargetLoss.Weights(ClassWeighting.Balanced, labels, 3)!;
        Assert.That(weights, Is.EqualTo(new[] { 0.5f, 1.5f, 3f }).Within(1e-6));
        Assert.That(labels.Average(label => weights[label]), Is.EqualTo(1).Within(1e-6));
        Assert.That(SoftTargetLoss.Weights(ClassWeighting.None, labels, 3), Is.Null);
    }
}
