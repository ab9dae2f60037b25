using MusicGenre.MLNet.Evaluation.Calibration;
using MusicGenre.MLNet.Spectrograms.Figures;
using SkiaSharp;

namespace MusicGenre.MLNet.Reports.Figures;

/// <summary>Draws reliability diagrams before and after temperature scaling.</summary>
internal static class ReliabilityFigure
{
    private const float Size = 14;
    private const int Left = 78, Top = 40, Side = 320, Strip = 52, Width = Left + Side + 24, Height = Top + Side + Strip + 76;

    private static readonly SKColor Bar = new(0x66, 0xA3, 0xD2), Gap = new(0xB4, 0x45, 0x2C);

    /// <summary>Draws both diagrams side by side as a PNG.</summary>
    public static byte[] Render(CalibrationResult calibration)
    {
        using var canvas = new FigureCanvas { Size = new SKSizeI(2 * Width, Height) };
        for (int i = 0; i < 2; i++)
            Panel(canvas, i * Width, Panels(calibration)[i].Title, Panels(calibration)[i].Reliability);
        return canvas.ToPng(FigureCanvas.PrintScale);
    }

    /// <summary>Draws each diagram as an SVG.</summary>
    public static IEnumerable<string> RenderSvgs(CalibrationResult calibration) => Panels(calibration).Select(panel =>
    {
        using var canvas = new FigureCanvas { Size = new SKSizeI(Width, Height) };
        Panel(canvas, 0, panel.Title, panel.Reliability);
        IEnumerable<string> bins = panel.Reliability.Bins.Where(bin => bin.Count > 0).Select(
            bin => ReportWords.Invariant($"{100 * bin.Confidence:0} % sure and {100 * bin.Accuracy:0} % right in {bin.Count} tracks"));
        return canvas.ToSvg($"Reliability diagram. {panel.Title}: {string.Join("; ", bins)}");
    });

    private static (string Title, Reliability Reliability)[] Panels(CalibrationResult calibration) =>
        [("As the classifier answers", calibration.Before), ("After temperature scaling", calibration.After)];

    private static void Panel(FigureCanvas canvas, int x, string title, Reliability reliability)
    {
        var plot = SKRectI.Create(x + Left, Top, Side, Side);
        canvas.Text(ReportWords.Invariant($"{title}: error {reliability.ExpectedError:0.000}"), plot.MidX, Size * 1.5f, Size, bold: true);
        for (int i = 0; i <= 5; i++)
        {
            float at = i * plot.Width / 5f;
            canvas.Line(plot.Left, plot.Bottom - at, plot.Right, plot.Bottom - at, FigureCanvas.Grid);
            canvas.Text($"{20 * i} %", plot.Left - Size * 0.5f, plot.Bottom - at, Size, across: 1);
            canvas.Text($"{20 * i} %", plot.Left + at, plot.Bottom + Size, Size);
        }
        var strip = SKRectI.Create(plot.Left, plot.Bottom + (int)(Size * 2.2f), plot.Width, Strip);
        int most = Math.Max(1, reliability.Bins.Max(bin => bin.Count));
        foreach (ReliabilityBin bin in reliability.Bins.Where(bin => bin.Count > 0))
        {
            int left = plot.Left + (int)Math.Round(bin.Lower * plot.Width) + 1;
            int right = plot.Left + (int)Math.Round(bin.Upper * plot.Width) - 1;
            int accuracy = plot.Bottom - (int)Math.Round(bin.Accuracy * plot.Height);
            int confidence = plot.Bottom - (int)Math.Round(bin.Confidence * plot.Height);
            canvas.Fill(new SKRectI(left, accuracy, right, plot.Bottom), Bar);
            canvas.Frame(new SKRectI(left + 1, Math.Min(accuracy, confidence), right - 1, Math.Max(accuracy, confidence)), Gap);
            canvas.Fill(new SKRectI(left, strip.Bottom - Math.Max(1, Strip * bin.Count / most), right, strip.Bottom), Bar);
        }
        canvas.Curve([new SKPoint(plot.Left, plot.Bottom), new SKPoint(plot.Right, plot.Top)], FigureCanvas.Soft, 1);
        canvas.Frame(plot);
        canvas.Line(strip.Left, strip.Bottom, strip.Right, strip.Bottom);
        canvas.Text($"{most}", strip.Left - Size * 0.5f, strip.Top + Size * 0.5f, Size, across: 1);
        canvas.Text("tracks", strip.Left - Size * 0.5f, strip.Bottom - Size * 0.5f, Size, across: 1);
        canvas.Text("Share that was right", plot.Left - Size * 4.6f, plot.MidY, Size, turn: -90);
        canvas.Text("Probability of the answer", plot.MidX, strip.Bottom + Size * 1.6f, Size);
    }
}
