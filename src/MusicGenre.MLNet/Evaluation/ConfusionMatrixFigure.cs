using System.Globalization;
using MusicGenre.MLNet.Common;
using MusicGenre.MLNet.Spectrograms.Drawing;
using SkiaSharp;

namespace MusicGenre.MLNet.Evaluation;

/// <summary>
/// A confusion matrix as a picture: a row for each true genre, a column for each predicted one. Cells hold the counts; their colour is the
/// share of the row, so that genres with few tracks are as visible as those with many.
/// </summary>
public static class ConfusionMatrixFigure
{
    private const float FontSize = 20;
    private const float LongestLabel = 280;

    /// <summary>Draws a matrix.</summary>
    /// <param name="genres">The genres, in the order of rows and columns; up to 200.</param>
    /// <param name="counts">Number of tracks, [true × predicted]; not negative.</param>
    /// <param name="title">What stands above the picture; nothing if null or empty.</param>
    /// <returns>The bytes of a PNG, whose size follows from the number of genres.</returns>
    /// <exception cref="ArgumentException">
    /// There is no genre or more than 200, the matrix is not [genres × genres], or a count is negative.
    /// </exception>
    public static byte[] Render(IReadOnlyList<string> genres, int[,] counts, string? title = null)
    {
        Check(genres, counts);
        int n = genres.Count;
        int cell = CellSize(n);
        float cellFont = Math.Min(FontSize, cell * 0.42f), font = Math.Min(FontSize, cell * 0.6f);
        using var measure = new StrokeFont();
        string[] labels = [.. genres.Select(g => measure.Fit(g, font, LongestLabel))];
        float widest = labels.Max(l => measure.Measure(l, font));
        bool turned = widest > cell * 0.9f;

        int left = (int)(FontSize * 2.4f + widest + font * 0.8f);
        int top = (int)(string.IsNullOrWhiteSpace(title) ? FontSize : FontSize * 2.8f);
        var plot = SKRectI.Create(left, top, n * cell, n * cell);
        var bar = SKRectI.Create(plot.Right + (int)FontSize, top, (int)FontSize, plot.Height);
        int width = (int)(bar.Right + FontSize * 1.6f + measure.Measure("100 %", FontSize));
        int height = (int)(plot.Bottom + (turned ? widest : font) + FontSize * 3);
        using var canvas = new FigureCanvas(width, height);

        DrawCells(canvas, plot, counts, cell, cellFont);
        DrawLabels(canvas, plot, labels, cell, font, turned);
        canvas.Text("True genre", FontSize, plot.MidY, FontSize, turn: -90);
        canvas.Text("Predicted genre", plot.MidX, height - FontSize, FontSize);
        canvas.ColorBar(bar, ColorMaps.Blues.At, Shares(plot.Height), FontSize);
        if (!string.IsNullOrWhiteSpace(title))
            DrawTitle(canvas, title, plot, width);
        return canvas.ToPng();
    }

    /// <summary>Draws a matrix and saves it as PNG. It is written beside its place and then moved there.</summary>
    /// <param name="genres">The genres, in the order of rows and columns; up to 200.</param>
    /// <param name="counts">Number of tracks, [true × predicted]; not negative.</param>
    /// <param name="path">Where; a file that is there is replaced.</param>
    /// <param name="title">What stands above the picture; nothing if null or empty.</param>
    /// <exception cref="ArgumentException">
    /// There is no genre or more than 200, the matrix is not [genres × genres], or a count is negative.
    /// </exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Save(IReadOnlyList<string> genres, int[,] counts, string path, string? title = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        AtomicFile.Write(path, Render(genres, counts, title));
    }

    private static void Check(IReadOnlyList<string> genres, int[,] counts)
    {
        ArgumentNullException.ThrowIfNull(genres);
        ArgumentNullException.ThrowIfNull(counts);
        if (genres.Count is 0 or > 200)
            throw new ArgumentException($"A confusion matrix is drawn for 1…200 genres; there are {genres.Count}.", nameof(genres));
        if (counts.GetLength(0) != genres.Count || counts.GetLength(1) != genres.Count)
            throw new ArgumentException(
                $"The matrix is [{counts.GetLength(0)} × {counts.GetLength(1)}], but there are {genres.Count} genres.",
                nameof(counts));
        if (counts.Cast<int>().Any(c => c < 0))
            throw new ArgumentException("A count is negative.", nameof(counts));
    }

    private static int CellSize(int genres) => Math.Clamp(900 / genres, 34, 150);

    private static void DrawCells(FigureCanvas canvas, SKRectI plot, int[,] counts, int cell, float font)
    {
        int n = counts.GetLength(0);
        var grid = new SKColor(0xDD, 0xE1, 0xE6);
        for (int row = 0; row < n; row++)
        {
            double total = Enumerable.Range(0, n).Sum(column => (long)counts[row, column]);
            for (int column = 0; column < n; column++)
            {
                double share = total > 0 ? counts[row, column] / total : 0;
                var area = SKRectI.Create(plot.Left + column * cell, plot.Top + row * cell, cell, cell);
                canvas.Fill(area, ColorMaps.Blues.At(share));
                string text = counts[row, column].ToString(CultureInfo.InvariantCulture);
                SKColor ink = counts[row, column] == 0 ? new SKColor(0xB4, 0xBA, 0xC2) : share > 0.55 ? SKColors.White : FigureCanvas.Ink;
                // Counts of many digits are written smaller rather than over the edge.
                float fitted = Math.Min(font, font * cell * 0.84f / canvas.Measure(text, font));
                canvas.Text(text, area.MidX, area.MidY, fitted, color: ink);
            }
        }
        for (int i = 1; i < n; i++)
        {
            canvas.Line(plot.Left + i * cell, plot.Top, plot.Left + i * cell, plot.Bottom, grid);
            canvas.Line(plot.Left, plot.Top + i * cell, plot.Right, plot.Top + i * cell, grid);
        }
        canvas.Frame(plot);
    }

    private static void DrawLabels(FigureCanvas canvas, SKRectI plot, string[] labels, int cell, float font, bool turned)
    {
        for (int i = 0; i < labels.Length; i++)
        {
            canvas.Text(labels[i], plot.Left - font * 0.5f, plot.Top + (i + 0.5f) * cell, font, across: 1);
            float x = plot.Left + (i + 0.5f) * cell;
            if (turned)
                canvas.Text(labels[i], x, plot.Bottom + font * 0.5f, font, across: 1, turn: -90);
            else
                canvas.Text(labels[i], x, plot.Bottom + font * 0.9f, font);
        }
    }

    private static void DrawTitle(FigureCanvas canvas, string title, SKRectI plot, int width)
    {
        float size = FontSize * 1.25f;
        string fitted = canvas.Fit(title, size, width - 2 * FontSize);
        float half = canvas.Measure(fitted, size) / 2;
        // Over the middle of the matrix, unless the title is so long that it would leave the sheet there.
        float x = Math.Clamp(plot.MidX, Math.Min(FontSize + half, width / 2f), Math.Max(width - FontSize - half, width / 2f));
        canvas.Text(fitted, x, FontSize * 1.4f, size, bold: true);
    }

    private static IEnumerable<(double Position, string Label)> Shares(int height)
    {
        double step = height > 12 * FontSize ? 0.2 : 0.5;
        for (double share = 0; share < 1.01; share += step)
            yield return (share, Ticks.Format(share * 100, 0) + " %");
    }
}
