using System.Globalization;
using System.Text;
using System.Xml.Linq;
using SkiaSharp;

namespace MusicGenre.MLNet.Spectrograms.Figures;

/// <summary>
/// A sheet on which a figure is drawn once, in pixels, to become a PNG or an SVG. Text lies on top of everything else; in an SVG it stays
/// text in the reader's fonts.
/// </summary>
internal sealed class FigureCanvas : IDisposable
{
    /// <summary>Color of text and axes.</summary>
    public static readonly SKColor Ink = new(0x26, 0x26, 0x2B);

    /// <summary>Color of lines behind the data.</summary>
    public static readonly SKColor Grid = new(0xDD, 0xE1, 0xE6);

    /// <summary>Color of what matters less.</summary>
    public static readonly SKColor Soft = new(0x77, 0x7D, 0x86);

    /// <summary>How many pixels of a PNG a pixel of a chart becomes, so that it is sharp on slides and in print.</summary>
    public const int PrintScale = 2;

    private const float Widest = 1 << 15;

    private readonly SKPictureRecorder _recorder = new();
    private readonly SKCanvas _shapes;
    private readonly List<Label> _labels = [];
    private readonly FigureFont _font = new();

    public FigureCanvas() => _shapes = _recorder.BeginRecording(SKRect.Create(Widest, Widest));

    /// <summary>Size of the figure in pixels; to be set before it is taken.</summary>
    public SKSizeI Size { get; set; }

    /// <summary>Computes the width of a text in pixels.</summary>
    public float Measure(string text, float size) => _font.Measure(text, size);

    /// <summary>Computes the width of the widest text in pixels.</summary>
    public float Measure(IEnumerable<string> texts, float size) => texts.Select(t => _font.Measure(t, size)).DefaultIfEmpty().Max();

    /// <summary>Cuts a text to a width in pixels.</summary>
    public string Fit(string text, float size, float width, bool bold = false) => _font.Fit(text, size, width, bold);

    /// <summary>
    /// Writes a text. (x, y) is the point of it that <paramref name="across"/> names (0 its left, 0.5 its middle, 1 its right end),
    /// half-way up its capitals; <paramref name="turn"/> turns it about that point, in degrees clockwise.
    /// </summary>
    public void Text(
        string text, float x, float y, float size, float across = 0.5f, float turn = 0, SKColor? color = null, bool bold = false)
        => _labels.Add(new Label(text, x, y, size, across, turn, color ?? Ink, bold));

    /// <summary>Writes a title at the top, over x unless it would leave the sheet there; one that is too long is cut.</summary>
    public void Title(string title, float x, float labelSize)
    {
        float size = labelSize * 1.25f, room = Size.Width - 2 * labelSize;
        string fitted = Fit(title, size, room, bold: true);
        float half = _font.Measure(fitted, size, bold: true) / 2;
        x = Math.Clamp(x, labelSize + half, Math.Max(labelSize + half, Size.Width - labelSize - half));
        Text(fitted, x, labelSize * 1.4f, size, bold: true);
    }

    /// <summary>Draws a sharp line along one axis.</summary>
    public void Line(float x0, float y0, float x1, float y1, SKColor? color = null)
    {
        // Lines one pixel wide are sharp half-way between two pixels' edges.
        using SKPaint paint = Stroke(color ?? Ink, 1);
        _shapes.DrawLine(MathF.Floor(x0) + 0.5f, MathF.Floor(y0) + 0.5f, MathF.Floor(x1) + 0.5f, MathF.Floor(y1) + 0.5f, paint);
    }

    /// <summary>Fills an area.</summary>
    public void Fill(SKRect area, SKColor color)
    {
        using var paint = new SKPaint { Color = color };
        _shapes.DrawRect(area, paint);
    }

    /// <summary>Draws a line through points; a dot if there is one, nothing if there is none.</summary>
    public void Curve(IReadOnlyList<SKPoint> points, SKColor color, float width)
    {
        using SKPaint paint = Stroke(color, width);
        (paint.IsAntialias, paint.StrokeCap, paint.StrokeJoin) = (true, SKStrokeCap.Round, SKStrokeJoin.Round);
        using var path = new SKPath();
        // A line of hardly any length is a dot.
        path.AddPoly(points.Count == 1 ? [points[0], points[0] + new SKPoint(0.01f, 0)] : [.. points], close: false);
        _shapes.DrawPath(path, paint);
    }

    /// <summary>Draws a frame one pixel wide around an area.</summary>
    public void Frame(SKRectI area, SKColor? color = null)
    {
        using SKPaint paint = Stroke(color ?? Ink, 1);
        _shapes.DrawRect(area.Left - 0.5f, area.Top - 0.5f, area.Width + 1, area.Height + 1, paint);
    }

    /// <summary>Copies [height × width] colors to an area of that size.</summary>
    public void Pixels(SKRectI area, ReadOnlySpan<SKColor> colors)
    {
        using SKImage image = ImageOf(colors, area.Width, area.Height);
        _shapes.DrawImage(image, area.Left, area.Top);
    }

    /// <summary>Draws a vertical bar of a color map, the highest value on top, with ticks and labels at its right.</summary>
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

    /// <summary>Takes the figure, in which nothing can be drawn afterwards, as a PNG on white.</summary>
    /// <param name="scale">How many pixels of the PNG a pixel of the figure takes in each direction.</param>
    public byte[] ToPng(int scale = 1)
    {
        var info = new SKImageInfo(Size.Width * scale, Size.Height * scale, SKColorType.Rgba8888, SKAlphaType.Premul);
        using SKSurface surface = SKSurface.Create(info)
            ?? throw new InvalidOperationException($"No memory for a figure of {info.Width} × {info.Height} pixels.");
        using SKPicture shapes = _recorder.EndRecording();
        SKCanvas canvas = surface.Canvas;
        canvas.Clear(SKColors.White);
        canvas.Scale(scale);
        canvas.DrawPicture(shapes);
        foreach (Label label in _labels)
        {
            canvas.Save();
            canvas.Translate(label.X, label.Y);
            canvas.RotateDegrees(label.Turn);
            float left = -label.Across * _font.Measure(label.Text, label.Size, label.Bold);
            _font.Draw(canvas, label.Text, left, label.Baseline, label.Size, label.Color, label.Bold);
            canvas.Restore();
        }
        using SKImage image = surface.Snapshot();
        return Encode(image, SKEncodedImageFormat.Png, 100);
    }

    /// <summary>
    /// Takes the figure, in which nothing can be drawn afterwards, as an SVG element of a web page, with a transparent ground.
    /// </summary>
    /// <param name="title">Names the figure to those who cannot see it.</param>
    public string ToSvg(string title)
    {
        using var file = new MemoryStream();
        using (SKPicture shapes = _recorder.EndRecording())
        using (SKCanvas canvas = SKSvgCanvas.Create(SKRect.Create(Size.Width, Size.Height), file))
            canvas.DrawPicture(shapes);
        file.Position = 0;
        XElement svg = XElement.Load(file);
        // In a web page neither namespaces nor their addresses are needed.
        foreach (XElement element in svg.DescendantsAndSelf())
            element.Name = element.Name.LocalName;
        svg.Attributes().Where(attribute => attribute.IsNamespaceDeclaration).Remove();
        svg.SetAttributeValue("viewBox", $"0 0 {Size.Width} {Size.Height}");
        svg.SetAttributeValue("role", "img");
        svg.SetAttributeValue("font-family", "system-ui, sans-serif");
        svg.AddFirst(new XElement("title", Clean(title)));
        svg.Add(_labels.Select(label => new XElement(
            "text",
            new XAttribute("transform", Number($"translate({label.X:0.##} {label.Y:0.##}) rotate({label.Turn:0.##})")),
            new XAttribute("y", Number($"{label.Baseline:0.##}")),
            new XAttribute("text-anchor", label.Across switch { 0 => "start", 1 => "end", _ => "middle" }),
            new XAttribute("font-size", Number($"{label.Size:0.##}")),
            label.Bold ? new XAttribute("font-weight", "bold") : null,
            new XAttribute("fill", Number($"#{label.Color.Red:X2}{label.Color.Green:X2}{label.Color.Blue:X2}")),
            Clean(label.Text))));
        return svg.ToString(SaveOptions.DisableFormatting);
    }

    /// <summary>Encodes [height × width] colors as a JPEG, for pictures whose size matters more than their exactness.</summary>
    public static byte[] ToJpeg(ReadOnlySpan<SKColor> colors, int width, int height, int quality)
    {
        using SKImage image = ImageOf(colors, width, height);
        return Encode(image, SKEncodedImageFormat.Jpeg, quality);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _recorder.Dispose();
        _font.Dispose();
    }

    private static SKPaint Stroke(SKColor color, float width) => new() { Color = color, StrokeWidth = width, Style = SKPaintStyle.Stroke };

    private static unsafe SKImage ImageOf(ReadOnlySpan<SKColor> colors, int width, int height)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(colors.Length, width * height);
        // SKColor is 0xAARRGGBB, which in memory is blue first.
        var info = new SKImageInfo(width, height, SKColorType.Bgra8888, SKAlphaType.Opaque);
        fixed (SKColor* first = colors)
            return SKImage.FromPixelCopy(info, (IntPtr)first, width * sizeof(SKColor));
    }

    private static byte[] Encode(SKImage image, SKEncodedImageFormat format, int quality)
    {
        using SKData? data = image.Encode(format, quality);
        return data?.ToArray() ?? throw new InvalidOperationException("Skia could not encode the figure.");
    }

    // XML knows neither control characters nor halves of surrogate pairs.
    private static string Clean(string text) =>
        string.Concat(text.EnumerateRunes().Select(rune => Rune.IsControl(rune) ? " " : rune.ToString()));

    private static string Number(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private readonly record struct Label(string Text, float X, float Y, float Size, float Across, float Turn, SKColor Color, bool Bold)
    {
        public float Baseline => Size * FigureFont.CapHeight / 2;
    }
}
