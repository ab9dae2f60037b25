using System.Text;
using SkiaSharp;

namespace MusicGenre.MLNet.Spectrograms.Drawing;

/// <summary>
/// Writes text with a font of our own, so that a figure is the same on every machine and readable on one that has no fonts at all (a bare
/// container). Letters it does not have are taken from a font of the machine, where there is one, and are boxes otherwise.
/// </summary>
internal sealed class StrokeFont : IDisposable
{
    /// <summary>Height of capitals as a part of the font size.</summary>
    public const float CapHeight = 0.7f;

    private const float UnitsPerEm = 14 / CapHeight;
    private const float Gap = 3.1f;
    private const float PenWidth = 1.75f;
    private const float BoldPenWidth = 2.5f;

    private readonly Dictionary<int, Glyph> _glyphs = [];

    /// <summary>Width of a text in pixels.</summary>
    public float Measure(string text, float size)
    {
        float width = 0;
        foreach (Rune rune in text.EnumerateRunes())
            width += Find(rune).Advance;
        return text.Length == 0 ? 0 : (width - Gap + PenWidth) * size / UnitsPerEm;
    }

    /// <summary>The text, or as much of its beginning as fits, with an ellipsis.</summary>
    public string Fit(string text, float size, float width)
    {
        if (Measure(text, size) <= width)
            return text;
        Rune[] runes = [.. text.EnumerateRunes()];
        for (int count = runes.Length - 1; count > 0; count--)
        {
            string shorter = string.Concat(runes.Take(count)).TrimEnd() + "…";
            if (Measure(shorter, size) <= width)
                return shorter;
        }
        return "…";
    }

    /// <summary>Writes a text with its baseline beginning at a point.</summary>
    public void Draw(SKCanvas canvas, string text, float x, float y, float size, SKColor color, bool bold)
    {
        using var pen = new SKPaint
        {
            Color = color,
            IsAntialias = true,
            Style = SKPaintStyle.Stroke,
            StrokeWidth = bold ? BoldPenWidth : PenWidth,
            StrokeCap = SKStrokeCap.Round,
            StrokeJoin = SKStrokeJoin.Round,
        };
        using var fill = new SKPaint { Color = color, IsAntialias = true, Style = SKPaintStyle.Fill };
        canvas.Save();
        canvas.Translate(x, y);
        canvas.Scale(size / UnitsPerEm);
        canvas.Translate(PenWidth / 2, 0);
        foreach (Rune rune in text.EnumerateRunes())
        {
            Glyph glyph = Find(rune);
            canvas.DrawPath(glyph.Path, glyph.IsOutline ? fill : pen);
            canvas.Translate(glyph.Advance, 0);
        }
        canvas.Restore();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (Glyph glyph in _glyphs.Values)
            glyph.Path.Dispose();
        _glyphs.Clear();
    }

    private Glyph Find(Rune rune)
    {
        if (!_glyphs.TryGetValue(rune.Value, out Glyph glyph))
            _glyphs.Add(rune.Value, glyph = Own(rune) ?? OfTheMachine(rune) ?? Box());
        return glyph;
    }

    private static Glyph? Own(Rune rune)
    {
        if (!rune.IsBmp)
            return null;
        char letter = (char)rune.Value;
        if (Rune.IsWhiteSpace(rune) || Rune.IsControl(rune))
            letter = ' ';
        if (StrokeGlyphs.All.TryGetValue(letter, out (float Width, string Path) plain))
            return new Glyph(SKPath.ParseSvgPathData(plain.Path), plain.Width + Gap, IsOutline: false);
        for (int i = 0; i < StrokeGlyphs.Accented.Length; i += 3)
        {
            if (StrokeGlyphs.Accented[i] != letter)
                continue;
            (char under, char mark) = (StrokeGlyphs.Accented[i + 1], StrokeGlyphs.Accented[i + 2]);
            (float width, string path) = StrokeGlyphs.All[under];
            SKPath accented = SKPath.ParseSvgPathData(path);
            using SKPath pen = SKPath.ParseSvgPathData(StrokeGlyphs.Mark(mark));
            accented.AddPath(pen, width / 2, char.IsUpper(under) && mark != '¸' ? -3.4f : 0);
            return new Glyph(accented, width + Gap, IsOutline: false);
        }
        return null;
    }

    private static Glyph? OfTheMachine(Rune rune)
    {
        using SKTypeface? typeface = SKFontManager.Default.MatchCharacter(rune.Value);
        if (typeface is null)
            return null;
        using var font = new SKFont(typeface, UnitsPerEm);
        ushort glyph = font.GetGlyph(rune.Value);
        if (glyph == 0)
            return null;
        Span<float> width = [0];
        font.GetGlyphWidths([glyph], width, default, null);
        return font.GetGlyphPath(glyph) is { } path ? new Glyph(path, Math.Max(width[0], 1), IsOutline: true) : null;
    }

    private static Glyph Box() => new(SKPath.ParseSvgPathData("M0,0 V-12 H7 V0 Z"), 7 + Gap, IsOutline: false);

    private readonly record struct Glyph(SKPath Path, float Advance, bool IsOutline);
}
