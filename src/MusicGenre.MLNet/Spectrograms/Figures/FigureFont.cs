using System.Text;
using SkiaSharp;

namespace MusicGenre.MLNet.Spectrograms.Figures;

/// <summary>
/// Writes text with the font that is embedded in the library, so that figures look the same on every machine. Letters that it lacks are
/// taken from the machine's fonts, where one has them, and are boxes otherwise.
/// </summary>
internal sealed class FigureFont : IDisposable
{
    /// <summary>Height of capitals as a part of the font size.</summary>
    public const float CapHeight = 0.727f;

    private readonly SKTypeface _regular = Load("Inter-Regular.otf"), _bold = Load("Inter-Bold.otf");
    private readonly Dictionary<int, SKTypeface?> _others = [];

    /// <summary>Computes the width of a text in pixels.</summary>
    public float Measure(string text, float size, bool bold = false) => Runs(text, bold).Sum(run =>
    {
        using SKFont font = Font(run.Typeface, size);
        return font.MeasureText(run.Typeface.GetGlyphs(run.Text));
    });

    /// <summary>Cuts a text to a width in pixels, with an ellipsis; a text that fits stays as it is.</summary>
    public string Fit(string text, float size, float width, bool bold = false)
    {
        if (Measure(text, size, bold) <= width)
            return text;
        Rune[] runes = [.. text.EnumerateRunes()];
        for (int count = runes.Length - 1; count > 0; count--)
        {
            string shorter = string.Concat(runes.Take(count)).TrimEnd() + "…";
            if (Measure(shorter, size, bold) <= width)
                return shorter;
        }
        return "…";
    }

    /// <summary>Writes a text whose baseline begins at a point.</summary>
    public void Draw(SKCanvas canvas, string text, float x, float y, float size, SKColor color, bool bold)
    {
        using var paint = new SKPaint { Color = color, IsAntialias = true };
        foreach ((string part, SKTypeface typeface) in Runs(text, bold))
        {
            using SKFont font = Font(typeface, size);
            using SKTextBlob? blob = SKTextBlob.Create(part, font);
            if (blob is not null)
                canvas.DrawText(blob, x, y, paint);
            x += font.MeasureText(typeface.GetGlyphs(part));
        }
    }

    /// <summary>Whether the embedded font has a letter.</summary>
    public bool Has(Rune rune, bool bold) => (bold ? _bold : _regular).ContainsGlyph(rune.Value);

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (SKTypeface? typeface in _others.Values)
            typeface?.Dispose();
        _others.Clear();
        _regular.Dispose();
        _bold.Dispose();
    }

    // Without hints, letters keep their widths at every size.
    private static SKFont Font(SKTypeface typeface, float size) =>
        new(typeface, size) { Subpixel = true, LinearMetrics = true, Hinting = SKFontHinting.None, Edging = SKFontEdging.Antialias };

    private static SKTypeface Load(string name)
    {
        using Stream file = typeof(FigureFont).Assembly.GetManifestResourceStream($"fonts/{name}")!;
        using SKData data = SKData.Create(file);
        return SKTypeface.FromData(data) ?? throw new InvalidOperationException($"Skia cannot read the embedded font {name}.");
    }

    private IEnumerable<(string Text, SKTypeface Typeface)> Runs(string text, bool bold)
    {
        var run = new StringBuilder();
        SKTypeface own = bold ? _bold : _regular, typeface = own;
        foreach (Rune given in text.EnumerateRunes())
        {
            Rune rune = Rune.IsWhiteSpace(given) || Rune.IsControl(given) ? new Rune(' ') : given;
            SKTypeface next = own.ContainsGlyph(rune.Value) ? own : Other(rune) ?? own;
            if (next != typeface && run.Length > 0)
            {
                yield return (run.ToString(), typeface);
                run.Clear();
            }
            typeface = next;
            run.Append(rune);
        }
        if (run.Length > 0)
            yield return (run.ToString(), typeface);
    }

    private SKTypeface? Other(Rune rune)
    {
        if (!_others.TryGetValue(rune.Value, out SKTypeface? typeface))
            _others.Add(rune.Value, typeface = OfTheMachine(rune));
        return typeface;
    }

    private static SKTypeface? OfTheMachine(Rune rune)
    {
        SKTypeface? matched = SKFontManager.Default.MatchCharacter(rune.Value);
        // Skia's Linux build without dependencies knows no installed fonts, so their files are searched.
        IEnumerable<SKTypeface?> found = OperatingSystem.IsLinux() ? LinuxFiles().Select(SKTypeface.FromFile) : [];
        foreach (SKTypeface? typeface in found.Prepend(matched))
        {
            if (typeface?.ContainsGlyph(rune.Value) == true)
                return typeface;
            typeface?.Dispose();
        }
        return null;
    }

    private static IEnumerable<string> LinuxFiles()
    {
        var options = new EnumerationOptions { RecurseSubdirectories = true, IgnoreInaccessible = true };
        return new[] { "/usr/share/fonts", "/usr/local/share/fonts" }
            .Where(Directory.Exists)
            .SelectMany(folder => Directory.EnumerateFiles(folder, "*", options))
            .Where(file => Path.GetExtension(file).ToLowerInvariant() is ".ttf" or ".otf" or ".ttc")
            .OrderByDescending(file => file.Contains("Sans-Regular", StringComparison.Ordinal)
                || file.EndsWith("Sans.ttf", StringComparison.Ordinal))
            .ThenBy(file => file, StringComparer.Ordinal);
    }
}
