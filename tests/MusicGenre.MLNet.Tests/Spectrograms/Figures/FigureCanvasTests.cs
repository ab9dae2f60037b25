using System.Xml.Linq;
using MusicGenre.MLNet.Spectrograms.Figures;
using SkiaSharp;

namespace MusicGenre.MLNet.Tests.Spectrograms.Figures;

public sealed class FigureCanvasTests
{
    [Test]
    public void An_SVG_keeps_text_as_text_and_says_what_it_is()
    {
        XElement svg = XElement.Parse(Svg("Where <b>100 %</b> & 日本\u0001\uD800 are", "A & <B>"));

        Assert.That(svg.Attribute("role")?.Value, Is.EqualTo("img"));
        Assert.That(svg.Elements().First().ToString(), Is.EqualTo("<title>A &amp; &lt;B&gt;</title>"));
        Assert.That(svg.Attribute("viewBox")?.Value, Is.EqualTo("0 0 300 100"));
        Assert.That(svg.Elements("text").Single().Value, Is.EqualTo("Where <b>100 %</b> & 日本 \uFFFD are"));
        Assert.That(svg.Attribute("font-family")?.Value, Does.EndWith("sans-serif"));
        Assert.That(svg.Elements("rect").Any(rect => rect.Attribute("fill")?.Value == "#DDE1E6"), Is.True, "the shapes are there as well");
    }

    [Test]
    public void The_same_drawing_is_the_same_SVG()
    {
        string first = Svg("text", "title");
        Assert.That(Svg("text", "title"), Is.EqualTo(first));
    }

    [Test]
    public void A_PNG_is_as_large_as_its_scale_says()
    {
        using FigureCanvas canvas = Drawn("text");
        var picture = new Picture(canvas.ToPng(3));
        Assert.That((picture.Width, picture.Height), Is.EqualTo((900, 300)));
        Assert.That(picture[31, 31], Is.EqualTo(FigureCanvas.Grid));
        Assert.That(picture[28, 28], Is.EqualTo(SKColors.White));
    }

    [Test]
    public void A_title_stays_on_the_sheet()
    {
        using FigureCanvas canvas = Drawn("text");
        canvas.Title("A title that is far too long for a sheet as narrow as this one", 290, 14);
        Assert.That(new Picture(canvas.ToPng()).TouchesTheEdge(2), Is.False);
    }

    private static string Svg(string text, string title)
    {
        using FigureCanvas canvas = Drawn(text);
        return canvas.ToSvg(title);
    }

    private static FigureCanvas Drawn(string text)
    {
        var canvas = new FigureCanvas { Size = new SKSizeI(300, 100) };
        canvas.Text(text, 150, 60, 14);
        canvas.Fill(SKRect.Create(10, 10, 20, 20), FigureCanvas.Grid);
        return canvas;
    }
}
