using MusicGenre.MLNet.Spectrograms;
using MusicGenre.MLNet.Spectrograms.Figures;
using SkiaSharp;

namespace MusicGenre.MLNet.Tests.Spectrograms.Figures;

public sealed class ColorMapsTests
{
    // Well-known colours of matplotlib's maps.
    [TestCase(FigureColorMap.Magma, 0, 0x000004)]
    [TestCase(FigureColorMap.Magma, 0.25, 0x51127C)]
    [TestCase(FigureColorMap.Magma, 0.5, 0xB73779)]
    [TestCase(FigureColorMap.Magma, 0.75, 0xFC8961)]
    [TestCase(FigureColorMap.Magma, 1, 0xFCFDBF)]
    [TestCase(FigureColorMap.Viridis, 0, 0x440154)]
    [TestCase(FigureColorMap.Viridis, 0.5, 0x21918C)]
    [TestCase(FigureColorMap.Viridis, 1, 0xFDE725)]
    [TestCase(FigureColorMap.Grey, 0, 0x000000)]
    [TestCase(FigureColorMap.Grey, 1, 0xFFFFFF)]
    public void Known_colours(FigureColorMap map, double position, int rgb)
    {
        SKColor color = ColorMaps.Get(map).At(position);
        Assert.That(new int[] { color.Red, color.Green, color.Blue },
            Is.EqualTo(new[] { rgb >> 16, (rgb >> 8) & 255, rgb & 255 }).Within(3));
    }

    [TestCase(FigureColorMap.Magma)]
    [TestCase(FigureColorMap.Viridis)]
    [TestCase(FigureColorMap.Grey)]
    public void Brighter_is_more(FigureColorMap map)
    {
        IEnumerable<SKColor> colors = Enumerable.Range(0, 256).Select(i => ColorMaps.Get(map).At(i / 255.0));
        double[] luma = [.. colors.Select(c => 0.2126 * c.Red + 0.7152 * c.Green + 0.0722 * c.Blue)];
        for (int i = 1; i < 256; i++)
            Assert.That(luma[i], Is.GreaterThan(luma[i - 1] - 0.6), $"step {i}");
        Assert.That(luma[255] - luma[0], Is.GreaterThan(150));
    }

    [Test]
    public void Beyond_the_ends_are_the_ends()
    {
        ColorMaps map = ColorMaps.Get(FigureColorMap.Magma);
        Assert.That((map.At(-5), map.At(7)), Is.EqualTo((map.At(0), map.At(1))));
    }
}
