using MusicGenre.MLNet.Common;
using MusicGenre.MLNet.Data;
using MusicGenre.MLNet.Evaluation;
using MusicGenre.MLNet.Spectrograms.Figures;
using SkiaSharp;

namespace MusicGenre.MLNet.Reports.Figures;

/// <summary>Draws precision, recall and F1 of each genre as bars. The picture is as high as the genres need.</summary>
internal static class GenreBarsFigure
{
    private const float Size = 14, LongestName = 190;
    private const int BarHeight = 8, GroupGap = 11, PlotWidth = 380;

    private static readonly (string Name, SKColor Color, Func<GenreMetrics, double> Value)[] Measures =
    [
        ("precision", new SKColor(0xA9, 0xCD, 0xE8), g => g.Precision),
        ("recall", new SKColor(0x66, 0xA3, 0xD2), g => g.Recall),
        ("F1", new SKColor(0x11, 0x4C, 0x8C), g => g.F1),
    ];

    public static byte[] Render(IReadOnlyList<GenreMetrics> genres, string title)
    {
        using var canvas = new FigureCanvas();
        string[] names = [.. genres.Select(g => canvas.Fit(g.Genre, Size, LongestName))];
        int group = Measures.Length * BarHeight + GroupGap, left = (int)(Size * 1.6f + canvas.Measure(names, Size));
        var plot = SKRectI.Create(left, (int)(Size * 4.6f), PlotWidth, genres.Count * group + GroupGap);
        float tracks = canvas.Measure("0000 tracks", Size * 0.9f);
        canvas.Size = new SKSizeI((int)(plot.Right + tracks + Size * 1.8f), (int)(plot.Bottom + Size * 2.2f));
        canvas.Title(title, plot.MidX, Size);
        Legend(canvas, plot.Left, Size * 3.3f);
        for (int i = 0; i <= 5; i++)
        {
            float x = plot.Left + i * PlotWidth / 5f;
            canvas.Line(x, plot.Top, x, plot.Bottom, FigureCanvas.Grid);
            canvas.Text($"{20 * i} %", x, plot.Bottom + Size, Size);
        }
        for (int g = 0; g < genres.Count; g++)
        {
            int y = plot.Top + GroupGap + g * group;
            float middle = y + Measures.Length * BarHeight / 2f;
            canvas.Text(names[g], plot.Left - Size * 0.5f, middle, Size, across: 1);
            for (int m = 0; m < Measures.Length; m++)
            {
                int width = (int)Math.Round(Measures[m].Value(genres[g]) * PlotWidth);
                canvas.Fill(SKRect.Create(plot.Left, y + m * BarHeight, width, BarHeight - 1), Measures[m].Color);
            }
            canvas.Text(Counted.Of(genres[g].Support, "track"), plot.Right + Size * 0.7f, middle, Size * 0.9f, across: 0);
        }
        canvas.Line(plot.Left, plot.Top, plot.Left, plot.Bottom);
        canvas.Line(plot.Left, plot.Bottom, plot.Right, plot.Bottom);
        return canvas.ToPng(FigureCanvas.PrintScale);
    }

    private static void Legend(FigureCanvas canvas, float x, float y)
    {
        foreach ((string name, SKColor color, _) in Measures)
        {
            canvas.Fill(SKRectI.Create((int)x, (int)(y - Size * 0.4f), (int)Size, (int)(Size * 0.8f)), color);
            canvas.Text(name, x + Size * 1.4f, y, Size, across: 0);
            x += canvas.Measure(name, Size) + Size * 3;
        }
    }
}
