using CsCheck;
using MusicGenre.MLNet.Spectrograms;

namespace MusicGenre.MLNet.Tests.Spectrograms;

public sealed class PictureLevelsTests
{
    [Test]
    public void Normalize_equals_the_levels_with_mean_and_scale() =>
        Gen.Select(Gen.Float[-130, 10].Array[0, 70], Gen.Float[20, 120], Gen.Float[0, 200], Gen.Float[0.001f, 1]).Sample(
            (decibels, range, mean, scale) =>
        {
            var levels = new byte[decibels.Length];
            PictureLevels.Of(decibels, range, levels);

            PictureLevels.Normalize(decibels, range, mean, scale);

            return decibels.Zip(levels).All(p => p.First == (p.Second - mean) * scale);
        });

    [Test]
    public void Of_the_floor_is_black_and_zero_decibels_are_white()
    {
        var levels = new byte[4];
        PictureLevels.Of([-80, -40, 0, -200], 80, levels);
        Assert.That(levels, Is.EqualTo(new byte[] { 0, 128, 255, 0 }));
    }
}
