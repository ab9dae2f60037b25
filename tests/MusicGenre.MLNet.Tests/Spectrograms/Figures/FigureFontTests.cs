using MusicGenre.MLNet.Spectrograms.Figures;
using SkiaSharp;

namespace MusicGenre.MLNet.Tests.Spectrograms.Figures;

public sealed class FigureFontTests
{
    private const string Latin1Letters = "ÀÁÂÃÄÅÇÈÉÊËÌÍÎÏÑÒÓÔÕÖØÙÚÛÜÝßàáâãäåæçèéêëìíîïñòóôõöøùúûüýÿ";

    [TestCase(false)]
    [TestCase(true)]
    public void Letters_of_europe_and_signs_of_figures_are_embedded(bool bold)
    {
        using var font = new FigureFont();
        string needed = string.Concat(Enumerable.Range(32, 95).Select(c => (char)c)) + Latin1Letters
            + "ČčĐđĘęĞğİıŁłŐőŘřŞşŽžαβγΩжщїѣ−–—…±×°µ½²≤≥≈→€№“”„·";
        Assert.That(needed.EnumerateRunes().Where(rune => !font.Has(rune, bold)), Is.Empty);
    }

    [Test]
    public void No_two_plain_letters_look_alike()
    {
        using var font = new FigureFont();
        string[] drawn = [.. Enumerable.Range(0, 128).Select(c => (char)c).Where(char.IsAsciiLetterOrDigit)
            .Select(c => Convert.ToBase64String(Draw(font, c.ToString())))];
        Assert.That(drawn, Has.Length.EqualTo(62).And.Unique);
    }

    [Test]
    public void Bold_is_drawn_with_letters_of_its_own()
    {
        using var font = new FigureFont();
        Assert.That(font.Measure("Electronic", 20, bold: true), Is.GreaterThan(font.Measure("Electronic", 20) * 1.02f));
        Assert.That(Draw(font, "Electronic", bold: true), Is.Not.EqualTo(Draw(font, "Electronic")));
    }

    [TestCase("Frequency (Hz)")]
    [TestCase("−80 dB")]
    [TestCase("jgpq|@")]
    [TestCase("Música — Ünïcödé")]
    public void The_measured_width_is_that_of_the_ink(string text)
    {
        using var font = new FigureFont();
        float width = font.Measure(text, 40);
        using var bitmap = new SKBitmap(new SKImageInfo(900, 120, SKColorType.Rgba8888, SKAlphaType.Premul));
        using var canvas = new SKCanvas(bitmap);
        canvas.Clear(SKColors.White);
        font.Draw(canvas, text, 100, 80, 40, SKColors.Black, bold: false);
        int[] columns = [.. Enumerable.Range(0, 900)
            .Where(x => Enumerable.Range(0, 120).Any(y => bitmap.GetPixel(x, y) != SKColors.White))];
        Assert.That(columns[0], Is.InRange(96, 104));
        Assert.That(columns[^1], Is.InRange(100 + width - 6, 100 + width + 3));
    }

    [Test]
    public void Digits_are_all_as_wide()
    {
        using var font = new FigureFont();
        float width = font.Measure("0000", 20);
        for (char digit = '1'; digit <= '9'; digit++)
            Assert.That(font.Measure(new string(digit, 4), 20), Is.EqualTo(width));
    }

    [Test]
    public void Text_is_cut_to_fit()
    {
        using var font = new FigureFont();
        const string Text = "Electronic dance music";
        Assert.That(font.Fit(Text, 20, 1000), Is.EqualTo(Text));
        string cut = font.Fit(Text, 20, 120);
        Assert.That(cut, Does.StartWith("Elect").And.EndsWith("…"));
        Assert.That(font.Measure(cut, 20), Is.LessThanOrEqualTo(120));
        Assert.That(font.Fit(Text, 20, 1), Is.EqualTo("…"));
        Assert.That(font.Measure("", 20), Is.Zero);
    }

    [Test]
    public void Letters_of_any_script_take_room()
    {
        // Whether a font of the machine has them or not.
        using var font = new FigureFont();
        foreach (string text in new[] { "ж", "音", "🎵", "\uD800", "\u0001" })
            Assert.That(font.Measure(text, 20), Is.GreaterThan(0), text);
    }

    private static byte[] Draw(FigureFont font, string text, bool bold = false)
    {
        using var bitmap = new SKBitmap(new SKImageInfo(300, 60, SKColorType.Gray8, SKAlphaType.Opaque));
        using var canvas = new SKCanvas(bitmap);
        canvas.Clear(SKColors.White);
        font.Draw(canvas, text, 10, 40, 40, SKColors.Black, bold);
        return bitmap.Bytes;
    }
}
