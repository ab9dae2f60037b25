using CsCheck;
using Distill.Distillation;

namespace MusicGenre.MLNet.Torch.Tests.Distillation;

public sealed class ShelfEqualizerTests
{
    private const int Rate = 32_000;

    [Test]
    public void Far_below_and_far_above_the_corners_the_gains_are_those_asked_for()
        => Gen.Double[-12, 12].Select(Gen.Double[-12, 12]).Sample(
            (low, high) =>
            {
                Assert.That(Gain(20, low, high), Is.EqualTo(low).Within(0.3));
                Assert.That(Gain(15_000, low, high), Is.EqualTo(high).Within(0.3));
                Assert.That(Gain(900, low, high), Is.EqualTo(0).Within(0.9), "between the shelves little happens");
            },
            iter: 20);

    [Test]
    public void Without_gain_nothing_changes()
    {
        float[] samples = [.. Enumerable.Range(0, 1000).Select(i => MathF.Sin(i * i * 0.001f))];
        float[] filtered = [.. samples];
        ShelfEqualizer.Apply(filtered, Rate, 0, 200, 0, 3000);
        Assert.That(filtered, Is.EqualTo(samples).Within(1e-5f));
    }

    /// <summary>Gain of a tone in decibels, after the filter has settled.</summary>
    private static double Gain(double hertz, double low, double high)
    {
        float[] tone = [.. Enumerable.Range(0, Rate).Select(i => (float)Math.Sin(2 * Math.PI * hertz * i / Rate))];
        float[] filtered = [.. tone];
        ShelfEqualizer.Apply(filtered, Rate, low, 200, high, 4000);
        return 10 * Math.Log10(filtered.Skip(Rate / 2).Sum(x => (double)x * x) / tone.Skip(Rate / 2).Sum(x => (double)x * x));
    }
}
