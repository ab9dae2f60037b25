using MusicGenre.MLNet.Reports.Figures;
using MusicGenre.MLNet.Tests.Spectrograms.Figures;

namespace MusicGenre.MLNet.Tests.Reports;

public class ReportFiguresTests
{
    [TestCase(2)]
    [TestCase(10)]
    [TestCase(30)]
    public void No_label_is_cut_off(int genres)
    {
        foreach ((string name, byte[] png) in ReportExtensions.Pictures(SampleReport.Of(genres, 300)))
        {
            var picture = new Picture(png);
            Assert.That(picture.TouchesTheEdge(2), Is.False, name);
        }
    }

    [TestCase(1, 1)]
    [TestCase(1, 40)]
    [TestCase(7, 12)]
    public void Learning_curves_of_any_number_fit(int curves, int epochs)
        => Assert.That(new Picture(LearningCurvesFigure.Render(SampleReport.Curves(curves, epochs))).TouchesTheEdge(2), Is.False);

    [Test]
    public void Bars_are_as_long_as_their_values()
    {
        var picture = new Picture(
            GenreBarsFigure.Render([new("all", 1, 1, 1, 4), new("half", 0.5, 0.5, 0.5, 4), new("none", 0, 0, 0, 4)], "title"));
        var dark = new SkiaSharp.SKColor(0x11, 0x4C, 0x8C);
        int[] lengths = [.. Enumerable.Range(0, picture.Height)
            .Select(y => Enumerable.Range(0, picture.Width).Count(x => picture[x, y] == dark)).Where(length => length > 100).Distinct()];

        Assert.That(lengths, Is.EqualTo(new[] { 758, 378 }), "760 pixels are 100 %, the axis lies over the first two; none has no bar");
    }
}
