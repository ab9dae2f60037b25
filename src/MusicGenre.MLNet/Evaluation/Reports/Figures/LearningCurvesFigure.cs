using MusicGenre.MLNet.Spectrograms.Drawing;
using MusicGenre.MLNet.Training;
using SkiaSharp;

namespace MusicGenre.MLNet.Evaluation.Reports.Figures;

/// <summary>The losses of networks over epochs, a panel for each training.</summary>
internal static class LearningCurvesFigure
{
    private const float Size = 20;
    private const int Width = 480, Height = 260, MostColumns = 3;

    private static readonly SKColor Training = new(0x30, 0x76, 0xB5), Validation = new(0xB4, 0x45, 0x2C), Grid = new(0xDD, 0xE1, 0xE6);

    public static byte[] Render(IReadOnlyList<LearningCurve> curves)
    {
        int columns = Math.Min(MostColumns, curves.Count), rows = (curves.Count + columns - 1) / columns;
        int left = (int)(Size * 4.6f), stepX = left + Width + (int)Size, stepY = Height + (int)(Size * 5.4f), top = (int)(Size * 4);
        using var canvas = new FigureCanvas(Math.Max(columns * stepX, 620), top + rows * stepY);
        Key(canvas, Size, "training", Training);
        Key(canvas, Size * 9, "stopping part", Validation);
        canvas.Text("loss in nats", Size * 19, Size * 1.4f, Size, across: 0);
        double highest = curves.Max(c => c.Epochs.Max(e => Math.Max(e.Loss, e.ValidationLoss ?? 0)));
        for (int i = 0; i < curves.Count; i++)
            Draw(canvas, SKRectI.Create(i % columns * stepX + left, i / columns * stepY + top, Width, Height), curves[i], highest);
        return canvas.ToPng();
    }

    private static void Key(FigureCanvas canvas, float x, string name, SKColor color)
    {
        canvas.Curve([new SKPoint(x, Size * 1.4f), new SKPoint(x + Size * 1.5f, Size * 1.4f)], color, 3);
        canvas.Text(name, x + Size * 2, Size * 1.4f, Size, across: 0);
    }

    private static void Draw(FigureCanvas canvas, SKRectI plot, LearningCurve curve, double highest)
    {
        int epochs = curve.Epochs.Count;
        float X(int epoch) => plot.Left + (epochs == 1 ? 0.5f : (float)epoch / (epochs - 1)) * plot.Width;
        // An epoch that was not validated has no point there.
        SKPoint[] Points(Func<LearningEpoch, double?> loss) =>
            [.. curve.Epochs.Index().Where(e => loss(e.Item) is not null).Select(e => new SKPoint(X(e.Index), (float)(plot.Bottom - loss(e.Item)!.Value / highest * plot.Height)))];
        string title = $"{curve.Name}: epoch {curve.BestEpoch} of {epochs} kept";
        canvas.Text(canvas.Fit(title, Size, plot.Width), plot.MidX, plot.Top - Size * 0.9f, Size, bold: true);
        (IReadOnlyList<double> values, int decimals) = Ticks.Values(0, highest, 6);
        foreach (double value in values)
        {
            float y = (float)(plot.Bottom - value / highest * plot.Height);
            canvas.Line(plot.Left, y, plot.Right, y, Grid);
            canvas.Text(Ticks.Format(value, decimals), plot.Left - Size * 0.5f, y, Size, across: 1);
        }
        float kept = X(Math.Clamp(curve.BestEpoch - 1, 0, epochs - 1));
        canvas.Line(kept, plot.Top, kept, plot.Bottom, new SKColor(0x77, 0x7D, 0x86));
        canvas.Curve(Points(e => e.Loss), Training, 2.5f);
        canvas.Curve(Points(e => e.ValidationLoss), Validation, 2.5f);
        canvas.Frame(plot);
        canvas.Text("1", plot.Left, plot.Bottom + Size, Size);
        canvas.Text("Epoch", plot.MidX, plot.Bottom + Size * 1.5f, Size);
        if (epochs > 1)
            canvas.Text($"{epochs}", plot.Right, plot.Bottom + Size, Size);
    }
}
