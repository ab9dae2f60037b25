using SkiaSharp;

namespace MusicGenre.MLNet.Spectrograms.Drawing;

/// <summary>A white sheet to draw a figure on: lines, rectangles, text and colour bars in pixels, and the PNG in the end.</summary>
internal sealed class FigureCanvas : IDisposable
{
    /// <summary>Colour of text and axes.</summary>
    public static readonly SKColor Ink = new(0x26, 0x26, 0x2B);

    private readonly SKSurface _surface;
    private readonly StrokeFont _font = new();

    public FigureCanvas(int width, int height)
    {
        var info = new SKImageInfo(width, height, SKColorType.Rgba8888, SKAlphaType.Premul);
        _surface = SKSurface.Create(info) ?? throw new InvalidOperationException($"No memory for a figure of {width} × {height} pixels.");
        _surface.Canvas.Clear(SKColors.White);
    }

    /// <summary>Width of a text in pixels.</summary>
    public float Measure(string text, float size) => _font.Measure(text, size);

    /// <summary>Width of the widest text in pixels.</summary>
    public float Measure(IEnumerable<string> texts, float size) => texts.Select(t => _font.Measure(t, size)).DefaultIfEmpty().Max();

    /// <summary>The text, cut to a width in pixels.</summary>
    public string Fit(string text, float size, float width) => _font.Fit(text, size, width);

    /// <summary>
    /// Writes a text. (x, y) is the point of it that <paramref name="across"/> names (0 its left, 0.5 its middle, 1 its right end),
    /// half-way up its capitals; <paramref name="turn"/> turns it about that point, in degrees clockwise.
    /// </summary>
    public void Text(
        string text,
        float x,
        float y,
        float size,
        float across = 0.5f,
        float turn = 0,
        SKColor? color = null,
        bool bold = false)
    {
        SKCanvas canvas = _surface.Canvas;
        canvas.Save();
        canvas.Translate(x, y);
        canvas.RotateDegrees(turn);
        _font.Draw(canvas, text, -across * Measure(text, size), size * StrokeFont.CapHeight / 2, size, color ?? Ink, bold);
        canvas.Restore();
    }

    /// <summary>A sharp line along one axis.</summary>
    public void Line(float x0, float y0, float x1, float y1, SKColor? color = null)
    {
        // Lines one pixel wide are sharp half-way between two pixels' edges.
        using var paint = new SKPaint { Color = color ?? Ink, StrokeWidth = 1, Style = SKPaintStyle.Stroke };
        _surface.Canvas.DrawLine(MathF.Floor(x0) + 0.5f, MathF.Floor(y0) + 0.5f, MathF.Floor(x1) + 0.5f, MathF.Floor(y1) + 0.5f, paint);
    }

    public void Fill(SKRectI area, SKColor color)
    {
        using var paint = new SKPaint { Color = color, Style = SKPaintStyle.Fill };
        _surface.Canvas.DrawRect(area, paint);
    }

    /// <summary>A line through points, at least one; of one point a dot.</summary>
    public void Curve(IReadOnlyList<SKPoint> points, SKColor color, float width)
    {
        using var paint = new SKPaint
        {
            Color = color,
            StrokeWidth = width,
            Style = SKPaintStyle.Stroke,
            IsAntialias = true,
            StrokeCap = SKStrokeCap.Round,
            StrokeJoin = SKStrokeJoin.Round,
        };
        if (points.Count == 1)
        {
            _surface.Canvas.DrawPoint(points[0], paint);
            return;
        }
        using var path = new SKPath();
        path.AddPoly([.. points], close: false);
        _surface.Canvas.DrawPath(path, paint);
    }

    /// <summary>A frame one pixel wide around an area.</summary>
    public void Frame(SKRectI area, SKColor? color = null)
    {
        using var paint = new SKPaint { Color = color ?? Ink, StrokeWidth = 1, Style = SKPaintStyle.Stroke };
        _surface.Canvas.DrawRect(area.Left - 0.5f, area.Top - 0.5f, area.Width + 1, area.Height + 1, paint);
    }

    /// <summary>Copies [height × width] colours to an area of just that size.</summary>
    public unsafe void Pixels(SKRectI area, ReadOnlySpan<SKColor> colors)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(colors.Length, area.Width * area.Height);
        // SKColor is 0xAARRGGBB, which in memory is blue first.
        var info = new SKImageInfo(area.Width, area.Height, SKColorType.Bgra8888, SKAlphaType.Opaque);
        fixed (SKColor* first = colors)
        {
            using SKImage image = SKImage.FromPixelCopy(info, (IntPtr)first, area.Width * sizeof(SKColor));
            _surface.Canvas.DrawImage(image, area.Left, area.Top);
        }
    }

    /// <summary>A vertical bar of a colour map, the highest value on top, with ticks and labels at its right.</summary>
    public void ColorBar(SKRectI area, Func<double, SKColor> map, IEnumerable<(double Position, string Label)> ticks, float size)
    {
        for (int y = 0; y < area.Height; y++)
            Fill(SKRectI.Create(area.Left, area.Top + y, area.Width, 1), map(1 - (y + 0.5) / area.Height));
        Frame(area);
        foreach ((double position, string label) in ticks)
        {
            float y = (float)(area.Bottom - position * area.Height);
            Line(area.Right, y, area.Right + size * 0.3f, y);
            Text(label, area.Right + size * 0.55f, y, size, across: 0);
        }
    }

    /// <summary>The figure as the bytes of a PNG.</summary>
    public byte[] ToPng() => Encode(SKEncodedImageFormat.Png, 100);

    /// <summary>The figure as the bytes of a JPEG, for pictures whose size matters more than their exactness.</summary>
    /// <param name="quality">0…100.</param>
    public byte[] ToJpeg(int quality) => Encode(SKEncodedImageFormat.Jpeg, quality);

    private byte[] Encode(SKEncodedImageFormat format, int quality)
    {
        using SKImage image = _surface.Snapshot();
        using SKData? data = image.Encode(format, quality);
        return data?.ToArray() ?? throw new InvalidOperationException("Skia could not encode the figure.");
    }

    public void Dispose()
    {
        _font.Dispose();
        _surface.Dispose();
    }
}
