using CsCheck;
using MusicGenre.MLNet.Spectrograms;

namespace MusicGenre.MLNet.Tests.Spectrograms;

public sealed class WindowsTests
{
    [Test]
    public void Periodic_Hann_of_four()
        => Assert.That(Windows.Create(WindowFunction.Hann, 4), Is.EqualTo(new[] { 0, 0.5f, 1, 0.5f }).Within(1e-7));

    [Test]
    public void Symmetric_Hann_of_five() =>
        Assert.That(Windows.Create(WindowFunction.HannSymmetric, 5), Is.EqualTo(new[] { 0, 0.5f, 1, 0.5f, 0 }).Within(1e-7));

    [Test]
    public void Periodic_is_symmetric_of_one_more_without_its_end() => Gen.Int[2, 3000].Sample(
        n => Windows.Create(WindowFunction.Hann, n).SequenceEqual(Windows.Create(WindowFunction.HannSymmetric, n + 1)[..n]),
        iter: 100);

    [Test]
    public void Periodic_Hann_with_half_overlap_sums_to_one() => Gen.Int[1, 1500].Sample(
        half =>
        {
            float[] w = Windows.Create(WindowFunction.Hann, 2 * half);
            return Enumerable.Range(0, half).All(n => Math.Abs(w[n] + w[n + half] - 1) < 1e-6);
        },
        iter: 100);

    [Test]
    public void Unknown_windows_are_refused() =>
        Assert.That(() => Windows.Create((WindowFunction)7, 4), Throws.InstanceOf<ArgumentOutOfRangeException>());
}
