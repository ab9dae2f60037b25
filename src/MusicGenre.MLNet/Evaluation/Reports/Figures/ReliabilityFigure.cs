using MusicGenre.MLNet.Evaluation.Calibration;
using MusicGenre.MLNet.Spectrograms.Drawing;
using SkiaSharp;

namespace MusicGenre.MLNet.Evaluation.Reports.Figures;

/// <summary>Reliability diagrams before and after temperature scaling, side by side.</summary>
internal static class ReliabilityFigure
{
    private const float Size = 20;
    private const int Side = 480, Strip = 80;

    private static readonly SKColor Bar = new(0x66, 0xA3, 0xD2), Gap = new(0xB4, 0x45, 0x2C), Grid = new(0xDD, 0xE1, 0xE6), Ideal = new(0x77, 0x7D, 0x86);

    public static byte[] Render(CalibrationResult calibration)
    {
        int left = (int)(Size * 5.5f), top = (int)(Size * 3.2f), step = left + Side + (int)(Size * 1.5f);
        using var canvas = new FigureCanvas(2 * step, top + Side + Strip + (int)(Size * 5.6f));
        Draw(canvas, SKRectI.Create(left, top, Side, Side), "As answered", calibration.Before);
        Draw(canvas, SKRectI.Create(left + step, top, Side, Side), "After temperature scaling", calibration.After);
        return canvas.ToPng();
    }

    private static void Draw(FigureCanvas canvas, SKRectI plot, string title, Reliability reliability)
    {
        string text = ReportWords.Invariant($"{title}: error {reliability.ExpectedError:0.000}");
        canvas.Text(canvas.Fit(text, Size * 1.1f, plot.Width + Size), plot.MidX, Size * 1.6f, Size * 1.1f, bold: true);
        for (int i = 0; i <= 5; i++)
        {
            float at = i * plot.Width / 5f;
            canvas.Line(plot.Left, plot.Bottom - at, plot.Right, plot.Bottom - at, Grid);
            canvas.Text($"{20 * i} %", plot.Left - Size * 0.5f, plot.Bottom - at, Size, across: 1);
            canvas.Text($"{20 * i} %", plot.Left + at, plot.Bottom + Size, Size);
        }
        var strip = SKRectI.Create(plot.Left, plot.Bottom + (int)(Size * 2.2f), plot.Width, Strip);
        int most = Math.Max(1, reliability.Bins.Max(bin => bin.Count));
        foreach (ReliabilityBin bin in reliability.Bins.Where(bin => bin.Count > 0))
        {
            int x = plot.Left + (int)Math.Round(bin.Lower * plot.Width) + 1, end = plot.Left + (int)Math.Round(bin.Upper * plot.Width) - 1;
            int right = plot.Bottom - (int)Math.Round(bin.Accuracy * plot.Height), sure = plot.Bottom - (int)Math.Round(bin.Confidence * plot.Height);
            canvas.Fill(new SKRectI(x, right, end, plot.Bottom), Bar);
            canvas.Frame(new SKRectI(x + 1, Math.Min(right, sure), end - 1, Math.Max(right, sure)), Gap);
            canvas.Fill(new SKRectI(x, strip.Bottom - Math.Max(1, Strip * bin.Count / most), end, strip.Bottom), Bar);
        }
        canvas.Curve([new SKPoint(plot.Left, plot.Bottom), new SKPoint(plot.Right, plot.Top)], Ideal, 1.5f);
        canvas.Frame(plot);
        canvas.Line(strip.Left, strip.Bottom, strip.Right, strip.Bottom);
        canvas.Text($"{most}", strip.Left - Size * 0.5f, strip.Top + Size * 0.5f, Size, across: 1);
        canvas.Text("tracks", strip.Left - Size * 0.5f, strip.Bottom - Size * 0.5f, Size, across: 1);
        canvas.Text("Share that was right", plot.Left - Size * 4.6f, plot.MidY, Size, turn: -90);
        canvas.Text("Probability of the answer", plot.MidX, strip.Bottom + Size * 1.6f, Size);
    }
}
