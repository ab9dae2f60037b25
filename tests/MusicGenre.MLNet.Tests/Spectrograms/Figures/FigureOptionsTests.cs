using MusicGenre.MLNet.Spectrograms;
using MusicGenre.MLNet.Spectrograms.Figures;

namespace MusicGenre.MLNet.Tests.Spectrograms.Figures;

public sealed class FigureOptionsTests
{
    [Test]
    public void Defaults()
    {
        var o = new FigureOptions();
        Assert.That((o.Width, o.Height, o.FontSize), Is.EqualTo((1400, 560, 20f)));
        Assert.That((o.Title, o.ColorMap, o.ColorBar), Is.EqualTo(((string?)null, FigureColorMap.Magma, true)));
        Assert.That(o.Validate, Throws.Nothing);
    }

    private static IEnumerable<TestCaseData> Broken()
    {
        var o = new FigureOptions();
        yield return Case(o with { Width = 199 }, "FigureOptions.Width is 199, but must be 200…16,384 pixels.");
        yield return Case(o with { Height = 20000 }, "FigureOptions.Height is 20000, but must be 150…16,384 pixels.");
        yield return Case(o with { FontSize = float.NaN }, "FigureOptions.FontSize is NaN, but must be 6…200 pixels.");
        yield return Case(o with { ColorMap = (FigureColorMap)7 }, "FigureOptions.ColorMap is 7, but is no known colour map.");

        static TestCaseData Case(FigureOptions options, string message) => new TestCaseData(options, message).SetArgDisplayNames(message);
    }

    [TestCaseSource(nameof(Broken))]
    public void What_cannot_work_is_named(FigureOptions options, string message) =>
        Assert.That(options.Validate, Throws.ArgumentException.With.Message.StartsWith(message));
}
