using MusicGenre.MLNet.Spectrograms.Figures;
using MusicGenre.MLNet.Evaluation;
using SkiaSharp;

namespace MusicGenre.MLNet.Reports.Figures;

/// <summary>Draws the losses of networks over epochs, a panel for each training.</summary>
internal static class LearningCurvesFigure
{
    private const float Size = 14;
    private const int Left = 50, Top = 34, Width = 320, Height = 170, Right = 16, Below = 48, MostColumns = 3;

    private static readonly SKColor Training = new(0x30, 0x76, 0xB5), Validation = new(0xB4, 0x45, 0x2C);

    /// <summary>Draws all trainings side by side as a PNG.</summary>
    public static byte[] Render(IReadOnlyList<LearningCurve> curves)
    {
        int columns = Math.Min(MostColumns, curves.Count), rows = (curves.Count + columns - 1) / columns, top = (int)(Size * 2.6f);
        using var canvas = new FigureCanvas();
        canvas.Size = new SKSizeI(Math.Max(columns * (Left + Width + Right), 420), top + rows * (Top + Height + Below));
        Key(canvas, Size, "training part", Training);
        Key(canvas, Size * 10, "stopping part", Validation);
        canvas.Text("loss: lower is better", Size * 20, Size * 1.4f, Size, across: 0);
        for (int i = 0; i < curves.Count; i++)
            Panel(canvas, i % columns * (Left + Width + Right), top + i / columns * (Top + Height + Below), curves[i], Highest(curves));
        return canvas.ToPng(FigureCanvas.PrintScale);
    }

    /// <summary>Draws each training as an SVG, all on one scale.</summary>
    public static IEnumerable<string> RenderSvgs(IReadOnlyList<LearningCurve> curves) => curves.Select(curve =>
    {
        using var canvas = new FigureCanvas { Size = new SKSizeI(Left + Width + Right, Top + Height + Below) };
        Panel(canvas, 0, 0, curve, Highest(curves));
        return canvas.ToSvg($"Learning curve of {curve.Name}");
    });

    private static double Highest(IReadOnlyList<LearningCurve> curves) =>
        curves.Max(c => c.Epochs.Max(e => Math.Max(e.Loss, e.ValidationLoss ?? 0)));

    private static void Key(FigureCanvas canvas, float x, string name, SKColor color)
    {
        canvas.Curve([new SKPoint(x, Size * 1.4f), new SKPoint(x + Size * 1.5f, Size * 1.4f)], color, 2);
        canvas.Text(name, x + Size * 2, Size * 1.4f, Size, across: 0);
    }

    private static void Panel(FigureCanvas canvas, int x, int y, LearningCurve curve, double highest)
    {
        var plot = SKRectI.Create(x + Left, y + Top, Width, Height);
        int epochs = curve.Epochs.Count;
        float X(int epoch) => plot.Left + (epochs == 1 ? 0.5f : (float)epoch / (epochs - 1)) * plot.Width;
        float Y(double loss) => (float)(plot.Bottom - loss / highest * plot.Height);
        void Curve(Func<LearningEpoch, double?> loss, SKColor color)
        {
            // An epoch that was not validated has no point there.
            var known = curve.Epochs.Index().Where(e => loss(e.Item) is not null);
            canvas.Curve([.. known.Select(e => new SKPoint(X(e.Index), Y(loss(e.Item)!.Value)))], color, 2);
        }
        string title = canvas.Fit($"{curve.Name}: epoch {curve.BestEpoch} of {epochs} kept", Size, plot.Width, bold: true);
        canvas.Text(title, plot.MidX, plot.Top - Size, Size, bold: true);
        (IReadOnlyList<double> values, int decimals) = Ticks.Values(0, highest, 6);
        foreach (double value in values)
        {
            canvas.Line(plot.Left, Y(value), plot.Right, Y(value), FigureCanvas.Grid);
            canvas.Text(Ticks.Format(value, decimals), plot.Left - Size * 0.5f, Y(value), Size, across: 1);
        }
        float kept = X(Math.Clamp(curve.BestEpoch - 1, 0, epochs - 1));
        canvas.Line(kept, plot.Top, kept, plot.Bottom, FigureCanvas.Soft);
        Curve(e => e.Loss, Training);
        Curve(e => e.ValidationLoss, Validation);
        canvas.Frame(plot);
        canvas.Text("1", plot.Left, plot.Bottom + Size, Size);
        canvas.Text("Epoch", plot.MidX, plot.Bottom + Size * 1.5f, Size);
        if (epochs > 1)
            canvas.Text($"{epochs}", plot.Right, plot.Bottom + Size, Size);
    }
}
