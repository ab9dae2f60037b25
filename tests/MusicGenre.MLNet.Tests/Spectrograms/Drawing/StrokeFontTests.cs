using MusicGenre.MLNet.Spectrograms.Drawing;
using SkiaSharp;

namespace MusicGenre.MLNet.Tests.Spectrograms.Drawing;

public sealed class StrokeFontTests
{
    private const string Latin1Letters = "ÀÁÂÃÄÅÇÈÉÊËÌÍÎÏÑÒÓÔÕÖØÙÚÛÜÝßàáâãäåæçèéêëìíîïñòóôõöøùúûüýÿ";

    [Test]
    public void EveryAsciiCharacterIsDrawnByOurselves() =>
        Assert.That(Enumerable.Range(32, 95).Select(c => (char)c).Where(c => !StrokeGlyphs.All.ContainsKey(c)), Is.Empty);

    [Test]
    public void AccentedLettersAreLettersWithMarks()
    {
        Assert.That(StrokeGlyphs.Accented.Length % 3, Is.Zero);
        for (int i = 0; i < StrokeGlyphs.Accented.Length; i += 3)
        {
            Assert.That(StrokeGlyphs.All.Keys, Does.Contain(StrokeGlyphs.Accented[i + 1]), $"base of {StrokeGlyphs.Accented[i]}");
            Assert.That(StrokeGlyphs.Mark(StrokeGlyphs.Accented[i + 2]), Is.Not.Empty, $"mark of {StrokeGlyphs.Accented[i]}");
        }
        string own = string.Concat(StrokeGlyphs.All.Keys) + string.Concat(StrokeGlyphs.Accented.Where((_, i) => i % 3 == 0));
        Assert.That(Latin1Letters.Where(c => !own.Contains(c)), Is.Empty);
    }

    [Test]
    public void EveryGlyphStaysWithinItsWidthAndLine()
    {
        foreach ((char letter, (float width, string data)) in StrokeGlyphs.All)
        {
            using SKPath path = SKPath.ParseSvgPathData(data);
            Assert.That(path, Is.Not.Null, $"'{letter}' is no path");
            if (letter == ' ')
                continue;
            SKRect bounds = path.TightBounds;
            // j's hook reaches back under its neighbour, as it does in print.
            Assert.That(bounds.Left, Is.GreaterThanOrEqualTo(letter == 'j' ? -1.2f : -0.6f), $"'{letter}'");
            Assert.That(bounds.Right, Is.LessThanOrEqualTo(width + 0.6f), $"'{letter}'");
            Assert.That(bounds.Top, Is.GreaterThanOrEqualTo(-15.6f), $"'{letter}'");
            Assert.That(bounds.Bottom, Is.LessThanOrEqualTo(4.4f), $"'{letter}'");
        }
    }

    [Test]
    public void NoTwoPlainLettersLookAlike()
    {
        string[] paths = [.. StrokeGlyphs.All.Where(g => char.IsAsciiLetterOrDigit(g.Key)).Select(g => g.Value.Path)];
        Assert.That(paths, Has.Length.EqualTo(62).And.Unique);
    }

    [TestCase("Frequency (Hz)")]
    [TestCase("−80 dB")]
    [TestCase("jgpq|@")]
    [TestCase("Música — Ünïcödé")]
    public void TheMeasuredWidthIsThatOfTheInk(string text)
    {
        using var font = new StrokeFont();
        float width = font.Measure(text, 40);
        using var bitmap = new SKBitmap(new SKImageInfo(900, 120, SKColorType.Rgba8888, SKAlphaType.Premul));
        using var canvas = new SKCanvas(bitmap);
        canvas.Clear(SKColors.White);
        font.Draw(canvas, text, 100, 80, 40, SKColors.Black, bold: false);
        int[] columns = [.. Enumerable.Range(0, 900).Where(x => Enumerable.Range(0, 120).Any(y => bitmap.GetPixel(x, y) != SKColors.White))];
        Assert.That(columns[0], Is.InRange(96, 104));
        Assert.That(columns[^1], Is.InRange(100 + width - 5, 100 + width + 3));
    }

    [Test]
    public void DigitsAreAllAsWide()
    {
        using var font = new StrokeFont();
        float width = font.Measure("0000", 20);
        for (char digit = '1'; digit <= '9'; digit++)
            Assert.That(font.Measure(new string(digit, 4), 20), Is.EqualTo(width));
    }

    [Test]
    public void TextIsCutToFit()
    {
        using var font = new StrokeFont();
        const string Text = "Electronic dance music";
        Assert.That(font.Fit(Text, 20, 1000), Is.EqualTo(Text));
        string cut = font.Fit(Text, 20, 120);
        Assert.That(cut, Does.StartWith("Elect").And.EndsWith("…"));
        Assert.That(font.Measure(cut, 20), Is.LessThanOrEqualTo(120));
        Assert.That(font.Fit(Text, 20, 1), Is.EqualTo("…"));
        Assert.That(font.Measure("", 20), Is.Zero);
    }

    [Test]
    public void LettersOfAnyScriptTakeRoom()
    {
        // Whether a font of the machine has them or not.
        using var font = new StrokeFont();
        foreach (string text in new[] { "ж", "音", "🎵", "\uD800", "\u0001" })
            Assert.That(font.Measure(text, 20), Is.GreaterThan(0), text);
    }
}
