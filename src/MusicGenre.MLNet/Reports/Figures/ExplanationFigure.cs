using MusicGenre.MLNet.Prediction.Explaining;
using MusicGenre.MLNet.Spectrograms;
using MusicGenre.MLNet.Spectrograms.Figures;
using SkiaSharp;

namespace MusicGenre.MLNet.Reports.Figures;

/// <summary>
/// Draws an <see cref="Explanation"/>: the spectrogram in grey, tinted orange where it spoke for the genre and blue where against it, and
/// the moments below.
/// </summary>
internal static class ExplanationFigure
{
    private const int Width = 1400, Height = 760;
    private const float Size = 20;

    // A tint no stronger than this leaves the spectrogram visible.
    private const double Strongest = 0.85;

    private static readonly SKColor For = new(0xE8, 0x7B, 0x1C), Against = new(0x2F, 0x7F, 0xD6), Ground = new(0xEE, 0xEE, 0xEE);

    private static readonly (double, string)[] Words =
        [(1, "strongly for"), (0.75, "for"), (0.5, "neither"), (0.25, "against"), (0, "strongly against")];

    public static byte[] Render(Explanation explanation, string? title)
    {
        title ??= ReportWords.Invariant($"{explanation.Genre}, {100 * explanation.Probability:0.0} %: what spoke for and against it");
        using var canvas = new FigureCanvas { Size = new SKSizeI(Width, Height) };
        double seconds = explanation.Views.Max(view => view.Time.End.TotalSeconds);
        float words = canvas.Measure(Words.Select(word => word.Item2), Size);
        var plot = new SKRectI((int)(Size * 5.8f), (int)(Size * 4.4f), Width - (int)(words + Size * 3.5f), 530);
        var strip = new SKRectI(plot.Left, plot.Bottom + (int)(Size * 1.2f), plot.Right, Height - (int)(Size * 3.6f));
        canvas.Title(title, plot.MidX, Size);
        string legend = $"Covering orange parts makes the classifier less sure of {explanation.Genre}, covering blue ones surer.";
        canvas.Text(canvas.Fit(legend, Size * 0.9f, plot.Width), plot.MidX, Size * 3.2f, Size * 0.9f, color: FigureCanvas.Soft);
        canvas.Fill(plot, Ground);
        double strongest = Math.Max(explanation.Patches.Max(patch => Math.Abs(patch.Evidence)), Explanation.LeastStrong);
        foreach (SegmentView view in explanation.Views)
            Spectrogram(canvas, explanation, view, Across(view.Time.Start, view.Time.End, seconds, plot), strongest);
        canvas.Frame(plot);
        SpectrogramAxes.Frequency(canvas, plot, explanation.Views[0].Mel, Size);
        Moments(canvas, explanation, seconds, strip);
        SpectrogramAxes.Time(canvas, strip, seconds, Size);
        canvas.ColorBar(SKRectI.Create(plot.Right + (int)Size, plot.Top, (int)Size, plot.Height), at => Tint(0.1, 2 * at - 1), Words, Size);
        return canvas.ToPng();
    }

    private static void Spectrogram(FigureCanvas canvas, Explanation explanation, SegmentView view, SKRectI area, double strongest)
    {
        PatchEvidence[] patches = [.. explanation.Patches.Where(p => p.Start >= view.Time.Start && p.End <= view.Time.End)];
        // Of a segment that was repeated to fill the window, only the first time is shown.
        double span = (view.Time.End - view.Time.Start).TotalSeconds;
        int frames = Math.Clamp((int)Math.Ceiling(span * view.Mel.Options.SampleRate / view.Mel.Options.HopLength), 1, view.Mel.Frames);
        float[] cells = SpectrogramCells.Fit(view.Mel, frames, area.Width, area.Height);
        float[] sorted = [.. cells.Order()];
        // Between the levels that nearly all cells have, so that structure shows.
        float low = sorted[sorted.Length / 20], high = Math.Max(sorted[^(1 + sorted.Length / 200)], low + 1e-3f);
        var colors = new SKColor[cells.Length];
        for (int y = 0; y < area.Height; y++)
        {
            double hertz = view.HertzOf((int)((long)(area.Height - 1 - y) * view.Mel.Mels / area.Height));
            PatchEvidence[] row = [.. patches.Where(p => hertz >= p.LowHertz && hertz < p.HighHertz)];
            for (int x = 0, at = 0; x < area.Width; x++)
            {
                double second = view.Time.Start.TotalSeconds + (x + 0.5) / area.Width * span;
                while (at < row.Length - 1 && row[at].End.TotalSeconds <= second)
                    at++;
                double loudness = Math.Clamp((cells[y * area.Width + x] - low) / (high - low), 0, 1);
                colors[y * area.Width + x] = Tint(loudness, row.Length == 0 ? 0 : row[at].Evidence / strongest);
            }
        }
        canvas.Pixels(area, colors);
    }

    private static void Moments(FigureCanvas canvas, Explanation explanation, double seconds, SKRectI strip)
    {
        double strongest = Math.Max(explanation.Moments.Max(m => Math.Abs(m.Evidence)), Explanation.LeastStrong);
        foreach (TimeEvidence moment in explanation.Moments)
        {
            int end = strip.MidY - (int)Math.Round(moment.Evidence / strongest * (strip.Height / 2 - 4));
            SKRectI across = Across(moment.Start, moment.End, seconds, strip);
            var bar = new SKRectI(across.Left, Math.Min(strip.MidY, end), across.Right - 1, Math.Max(strip.MidY, end));
            canvas.Fill(bar, moment.Evidence >= 0 ? For : Against);
        }
        canvas.Line(strip.Left, strip.MidY, strip.Right, strip.MidY);
        canvas.Text("for", strip.Left - Size * 0.55f, strip.Top + strip.Height / 4f, Size, across: 1);
        canvas.Text("against", strip.Left - Size * 0.55f, strip.Bottom - strip.Height / 4f, Size, across: 1);
        canvas.Text("whole moments", strip.Right + Size * 0.55f, strip.MidY, Size, across: 0);
        canvas.Frame(strip, FigureCanvas.Grid);
    }

    // The darker a cell, the louder.
    private static SKColor Tint(double loudness, double evidence)
    {
        double light = 1 - 0.75 * loudness, strength = Strongest * Math.Pow(Math.Abs(evidence), 0.75);
        SKColor tint = evidence >= 0 ? For : Against;
        byte Mix(byte color) => (byte)(255 * light * (1 - strength + strength * color / 255.0) + 0.5);
        return new SKColor(Mix(tint.Red), Mix(tint.Green), Mix(tint.Blue));
    }

    private static SKRectI Across(TimeSpan start, TimeSpan end, double seconds, SKRectI plot)
    {
        int left = plot.Left + (int)Math.Round(start.TotalSeconds / seconds * plot.Width);
        int right = plot.Left + (int)Math.Round(end.TotalSeconds / seconds * plot.Width);
        return new SKRectI(left, plot.Top, Math.Max(right, left + 1), plot.Bottom);
    }
}
