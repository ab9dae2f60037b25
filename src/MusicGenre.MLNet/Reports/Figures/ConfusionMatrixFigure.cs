using System.Globalization;
using MusicGenre.MLNet.Evaluation;
using MusicGenre.MLNet.Spectrograms.Figures;
using SkiaSharp;

namespace MusicGenre.MLNet.Reports.Figures;

/// <summary>Draws a confusion matrix with counts in its cells, whose color is the share of the row.</summary>
internal static class ConfusionMatrixFigure
{
    /// <summary>The most genres that figures are drawn of.</summary>
    public const int MostGenres = 200;

    private const float Size = 14, LongestLabel = 190;

    private static readonly SKColor Zero = new(0xB4, 0xBA, 0xC2);

    public static byte[] Render(ConfusionMatrix matrix, string? title)
    {
        int n = matrix.Genres.Count;
        if (n > MostGenres)
            throw new ArgumentException($"A confusion matrix is drawn for 1…{MostGenres} genres; there are {n}.", nameof(matrix));
        bool titled = !string.IsNullOrWhiteSpace(title);
        int cell = Math.Clamp(640 / n, 24, 75);
        float font = Math.Min(Size, cell * 0.6f);
        using var canvas = new FigureCanvas();
        string[] labels = [.. matrix.Genres.Select(genre => canvas.Fit(genre, font, LongestLabel))];
        float widest = canvas.Measure(labels, font);
        bool turned = widest > cell * 0.9f;
        int left = (int)(Size * 2.4f + widest + font * 0.8f), top = (int)(titled ? Size * 2.8f : Size);
        var plot = SKRectI.Create(left, top, n * cell, n * cell);
        var bar = SKRectI.Create(plot.Right + (int)Size, top, (int)Size, plot.Height);
        canvas.Size = new SKSizeI(
            (int)(bar.Right + Size * 1.6f + canvas.Measure("100 %", Size)),
            (int)(plot.Bottom + (turned ? widest : font) + Size * 3));
        Cells(canvas, matrix, plot, cell);
        for (int i = 0; i < n; i++)
        {
            float middle = (i + 0.5f) * cell;
            canvas.Text(labels[i], plot.Left - font * 0.5f, plot.Top + middle, font, across: 1);
            if (turned)
                canvas.Text(labels[i], plot.Left + middle, plot.Bottom + font * 0.5f, font, across: 1, turn: -90);
            else
                canvas.Text(labels[i], plot.Left + middle, plot.Bottom + font * 0.9f, font);
        }
        canvas.Text("True genre", Size, plot.MidY, Size, turn: -90);
        canvas.Text("Predicted genre", plot.MidX, canvas.Size.Height - Size, Size);
        double step = plot.Height > 12 * Size ? 0.2 : 0.5;
        IEnumerable<double> shares = Enumerable.Range(0, (int)Math.Round(1 / step) + 1).Select(i => i * step);
        canvas.ColorBar(bar, ColorMaps.Blues.At, shares.Select(share => (share, $"{100 * share:0} %")), Size);
        if (titled)
            canvas.Title(title!, plot.MidX, Size);
        return canvas.ToPng(FigureCanvas.PrintScale);
    }

    private static void Cells(FigureCanvas canvas, ConfusionMatrix matrix, SKRectI plot, int cell)
    {
        int n = matrix.Genres.Count;
        float font = Math.Min(Size, cell * 0.42f);
        for (int row = 0; row < n; row++)
        {
            for (int column = 0; column < n; column++)
            {
                double share = matrix.RowShare(row, column);
                var area = SKRect.Create(plot.Left + column * cell, plot.Top + row * cell, cell, cell);
                canvas.Fill(area, ColorMaps.Blues.At(share));
                string text = matrix[row, column].ToString(CultureInfo.InvariantCulture);
                SKColor ink = matrix[row, column] == 0 ? Zero : share > 0.55 ? SKColors.White : FigureCanvas.Ink;
                // Counts of many digits are written smaller rather than over the edge.
                canvas.Text(text, area.MidX, area.MidY, Math.Min(font, font * cell * 0.84f / canvas.Measure(text, font)), color: ink);
            }
        }
        for (int i = 1; i < n; i++)
        {
            canvas.Line(plot.Left + i * cell, plot.Top, plot.Left + i * cell, plot.Bottom, FigureCanvas.Grid);
            canvas.Line(plot.Left, plot.Top + i * cell, plot.Right, plot.Top + i * cell, FigureCanvas.Grid);
        }
        canvas.Frame(plot);
    }
}
