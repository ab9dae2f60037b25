using CsCheck;
using MusicGenre.MLNet.Spectrograms;

namespace MusicGenre.MLNet.Tests.Spectrograms;

public sealed class MelFrequencyTests
{
    // From the documentation of librosa.hz_to_mel and mel_to_hz, and the HTK book's anchor of 1000 Hz ≈ 1000 mel.
    [TestCase(60, MelScale.Slaney, 0.9)]
    [TestCase(110, MelScale.Slaney, 1.65)]
    [TestCase(440, MelScale.Slaney, 6.6)]
    [TestCase(1000, MelScale.Slaney, 15)]
    [TestCase(6400, MelScale.Slaney, 42)]
    [TestCase(0, MelScale.Htk, 0)]
    [TestCase(1000, MelScale.Htk, 999.9855)]
    [TestCase(1000, MelScale.Kaldi, 999.9855)]
    public void Known_values(double hertz, MelScale scale, double mel) =>
        Assert.That(MelFrequency.FromHertz(hertz, scale), Is.EqualTo(mel).Within(1e-4));

    [TestCase(MelScale.Slaney)]
    [TestCase(MelScale.Htk)]
    [TestCase(MelScale.Kaldi)]
    public void There_and_back(MelScale scale) => Gen.Double[0, 24000].Sample(
        hertz => Math.Abs(MelFrequency.ToHertz(MelFrequency.FromHertz(hertz, scale), scale) - hertz) < 1e-8 * (1 + hertz));

    [TestCase(MelScale.Slaney)]
    [TestCase(MelScale.Htk)]
    public void Higher_is_higher(MelScale scale) => Gen.Select(Gen.Double[0, 24000], Gen.Double[0.01, 1000]).Sample(
        (hertz, step) => MelFrequency.FromHertz(hertz + step, scale) > MelFrequency.FromHertz(hertz, scale));

    [Test]
    public void Edges_are_even_in_mel_and_reach_from_end_to_end()
    {
        double[] edges = MelFrequency.Edges(125, 7500, 64, MelScale.Htk);
        Assert.That(edges, Has.Length.EqualTo(66));
        Assert.That(MelFrequency.ToHertz(edges[0], MelScale.Htk), Is.EqualTo(125).Within(1e-9));
        Assert.That(MelFrequency.ToHertz(edges[^1], MelScale.Htk), Is.EqualTo(7500).Within(1e-9));
        double[] steps = [.. edges.Skip(1).Zip(edges, (b, a) => b - a)];
        Assert.That(steps, Is.All.EqualTo(steps[0]).Within(1e-9));
    }
}
