using CsCheck;
using MusicGenre.MLNet.Spectrograms.Figures;

namespace MusicGenre.MLNet.Tests.Spectrograms.Figures;

public sealed class TicksTests
{
    [TestCase(30, 10, "0 5 10 15 20 25 30")]
    [TestCase(0.51, 12, "0.00 0.05 0.10 0.15 0.20 0.25 0.30 0.35 0.40 0.45 0.50")]
    [TestCase(3, 4, "0 1 2 3")]
    [TestCase(2.5, 6, "0.0 0.5 1.0 1.5 2.0 2.5")]
    [TestCase(300, 6, "0:00 1:00 2:00 3:00 4:00 5:00")]
    [TestCase(150, 6, "0:00 0:30 1:00 1:30 2:00 2:30")]
    [TestCase(7200, 6, "0:00:00 0:30:00 1:00:00 1:30:00 2:00:00")]
    public void Times(double length, int most, string labels) =>
        Assert.That(string.Join(' ', Ticks.Times(length, most).Select(t => t.Label)), Is.EqualTo(labels));

    [Test]
    public void Times_are_within_the_axis_and_not_too_many() => Gen.Select(Gen.Double[-3, 6], Gen.Int[2, 30]).Sample(
        (exponent, most) =>
        {
            double length = Math.Pow(10, exponent);
            IReadOnlyList<(double Seconds, string Label)> ticks = Ticks.Times(length, most);
            return ticks.Count >= 1 && ticks.Count <= most + 1 && ticks.All(t => t.Seconds >= 0 && t.Seconds <= length * 1.001)
                && ticks.Select(t => t.Label).Distinct().Count() == ticks.Count;
        });

    [TestCase(-80, 0, 9, "−80 −70 −60 −50 −40 −30 −20 −10 0")]
    [TestCase(-80, 0, 5, "−80 −60 −40 −20 0")]
    [TestCase(-1.4, 2.1, 8, "−1.0 −0.5 0.0 0.5 1.0 1.5 2.0")]
    [TestCase(0, 0.003, 4, "0.000 0.001 0.002 0.003")]
    public void Values(double low, double high, int most, string labels)
    {
        (IReadOnlyList<double> values, int decimals) = Ticks.Values(low, high, most);
        Assert.That(string.Join(' ', values.Select(v => Ticks.Format(v, decimals))), Is.EqualTo(labels));
    }

    [Test]
    public void Values_are_within_the_axis_and_not_too_many()
        => Gen.Select(Gen.Double[-100, 100], Gen.Double[-4, 4], Gen.Int[2, 20]).Sample(
        (low, exponent, most) =>
        {
            double range = Math.Pow(10, exponent);
            IReadOnlyList<double> values = Ticks.Values(low, low + range, most).Values;
            return values.Count <= most && values.All(v => v >= low - 0.01 * range && v <= low + 1.01 * range);
        });
}
