using MusicGenre.MLNet.Common;
using MusicGenre.MLNet.Spectrograms.Drawing;
using SkiaSharp;

namespace MusicGenre.MLNet.Evaluation.Reports.Figures;

/// <summary>Precision, recall and F1 of each genre as bars. The picture is as high as the genres need.</summary>
internal static class GenreBarsFigure
{
    private const float Size = 20, LongestName = 280;
    private const int BarHeight = 13, GroupGap = 14, PlotWidth = 760;

    private static readonly (string Name, SKColor Color, Func<GenreMetrics, double> Value)[] Measures =
    [
        ("precision", new SKColor(0xA9, 0xCD, 0xE8), g => g.Precision),
        ("recall", new SKColor(0x66, 0xA3, 0xD2), g => g.Recall),
        ("F1", new SKColor(0x11, 0x4C, 0x8C), g => g.F1),
    ];

    public static byte[] Render(IReadOnlyList<GenreMetrics> genres, string title)
    {
        using var measure = new StrokeFont();
        string[] names = [.. genres.Select(g => measure.Fit(g.Genre, Size, LongestName))];
        float widest = names.Max(n => measure.Measure(n, Size)), tracks = measure.Measure("0000 tracks", Size * 0.8f);
        int group = Measures.Length * BarHeight + GroupGap;
        int left = (int)(Size * 1.6f + widest), top = (int)(Size * 4.6f);
        var plot = SKRectI.Create(left, top, PlotWidth, genres.Count * group + GroupGap);
        using var canvas = new FigureCanvas((int)(plot.Right + tracks + Size * 1.8f), (int)(plot.Bottom + Size * 2.2f));
        canvas.Text(canvas.Fit(title, Size * 1.25f, plot.Right - Size), Size, Size * 1.4f, Size * 1.25f, across: 0, bold: true);
        Legend(canvas, plot.Left, Size * 3.3f);
        for (int i = 0; i <= 5; i++)
        {
            float x = plot.Left + i * PlotWidth / 5f;
            canvas.Line(x, plot.Top, x, plot.Bottom, new SKColor(0xDD, 0xE1, 0xE6));
            canvas.Text($"{20 * i} %", x, plot.Bottom + Size, Size);
        }
        for (int g = 0; g < genres.Count; g++)
        {
            int y = plot.Top + GroupGap + g * group;
            float middle = y + Measures.Length * BarHeight / 2f;
            canvas.Text(names[g], plot.Left - Size * 0.5f, middle, Size, across: 1);
            for (int m = 0; m < Measures.Length; m++)
                canvas.Fill(SKRectI.Create(plot.Left, y + m * BarHeight, (int)Math.Round(Measures[m].Value(genres[g]) * PlotWidth), BarHeight - 1), Measures[m].Color);
            canvas.Text(Counted.Of(genres[g].Support, "track"), plot.Right + Size * 0.7f, middle, Size * 0.8f, across: 0);
        }
        canvas.Line(plot.Left, plot.Top, plot.Left, plot.Bottom);
        canvas.Line(plot.Left, plot.Bottom, plot.Right, plot.Bottom);
        return canvas.ToPng();
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
