using MusicGenre.MLNet.Spectrograms;
using MusicGenre.MLNet.Spectrograms.Drawing;
using SkiaSharp;

namespace MusicGenre.MLNet.Prediction.Explaining;

/// <summary>Paints an <see cref="Explanation"/>: the spectrogram in grey, what spoke for the genre in orange, against it in blue, and the moments below.</summary>
internal sealed class ExplanationPainter(Explanation explanation, string title) : IDisposable
{
    private const int Width = 1400, Height = 720;
    private const float Size = 20;
    private const double Strongest = 0.75;

    private static readonly SKColor For = new(0xE8, 0x7B, 0x1C), Against = new(0x2F, 0x7F, 0xD6), Grid = new(0xDD, 0xE1, 0xE6);

    private readonly FigureCanvas _canvas = new(Width, Height);
    private readonly double _seconds = explanation.Views.Max(v => v.Time.End.TotalSeconds);

    public byte[] Paint()
    {
        var plot = new SKRectI((int)(Size * 5.8f), (int)(Size * 2.8f), Width - (int)(Size * 6.5f), 500);
        var strip = new SKRectI(plot.Left, plot.Bottom + (int)(Size * 1.2f), plot.Right, Height - (int)(Size * 3.6f));
        double strongest = Math.Max(explanation.Patches.Max(p => Math.Abs(p.Evidence)), 1e-9);
        _canvas.Text(_canvas.Fit(title, Size * 1.25f, plot.Width), plot.MidX, Size * 1.4f, Size * 1.25f, bold: true);
        _canvas.Fill(plot, new SKColor(0xEE, 0xEE, 0xEE));
        foreach (SegmentView view in explanation.Views)
            Spectrogram(view, plot, strongest);
        _canvas.Frame(plot);
        FrequencyAxis(plot);
        Moments(strip);
        TimeAxis(strip);
        Bar(plot, strongest);
        return _canvas.ToPng();
    }

    public void Dispose() => _canvas.Dispose();

    private void Spectrogram(SegmentView view, SKRectI plot, double strongest)
    {
        double frameSeconds = (double)view.Mel.Options.HopLength / view.Mel.Options.SampleRate;
        SKRectI area = new(X(view.Time.Start.TotalSeconds, plot), plot.Top, Math.Max(X(view.Time.End.TotalSeconds, plot), X(view.Time.Start.TotalSeconds, plot) + 1), plot.Bottom);
        PatchEvidence[] patches = [.. explanation.Patches.Where(p => p.Start >= view.Time.Start && p.End <= view.Time.End)];
        (float low, float high) = Levels(view.Mel);
        var colors = new SKColor[area.Width * area.Height];
        for (int y = 0; y < area.Height; y++)
        {
            int band = (int)((long)(area.Height - 1 - y) * view.Mel.Mels / area.Height);
            double hertz = view.HertzOf(band);
            ILookup<bool, PatchEvidence> row = patches.ToLookup(p => hertz >= p.LowHertz && hertz < p.HighHertz);
            PatchEvidence[] along = [.. row[true]];
            for (int x = 0, at = 0; x < area.Width; x++)
            {
                double second = (x + 0.5) / area.Width * (view.Time.End - view.Time.Start).TotalSeconds;
                int frame = Math.Clamp((int)(second / frameSeconds), 0, view.Mel.Frames - 1);
                while (at < along.Length - 1 && along[at].End.TotalSeconds <= view.Time.Start.TotalSeconds + second)
                    at++;
                double grey = Math.Clamp((view.Mel[band, frame] - low) / (high - low), 0, 1);
                colors[y * area.Width + x] = Tint(grey, along.Length == 0 ? 0 : along[at].Evidence / strongest);
            }
        }
        _canvas.Pixels(area, colors);
    }

    // The darker a cell, the louder: tints show on white.
    private static SKColor Tint(double loudness, double evidence)
    {
        double light = 1 - 0.7 * loudness, strength = Strongest * Math.Sqrt(Math.Abs(evidence));
        SKColor tint = evidence >= 0 ? For : Against;
        byte Mix(byte color) => (byte)(255 * (light * (1 - strength) + light * strength * color / 255.0) + 0.5);
        return new SKColor(Mix(tint.Red), Mix(tint.Green), Mix(tint.Blue));
    }

    private static (float Low, float High) Levels(MelSpectrogram mel)
    {
        if (mel.Options.Compression == MelCompression.Decibels)
            return (-mel.Options.DynamicRange, 0);
        float low = mel.Values.Min(), high = mel.Values.Max();
        return (low, high > low ? high : low + 1);
    }

    private void FrequencyAxis(SKRectI plot)
    {
        SegmentView view = explanation.Views[0];
        float last = float.MaxValue;
        for (int hertz = 64; hertz <= view.Mel.Options.UpperFrequency; hertz *= 2)
        {
            int band = Enumerable.Range(0, view.Mel.Mels + 1).MinBy(b => Math.Abs(view.HertzOf(b) - hertz));
            float y = plot.Bottom - (float)band / view.Mel.Mels * plot.Height;
            if (band == 0 || last - y < Size * 1.25f || y < plot.Top)
                continue;
            _canvas.Line(plot.Left - Size * 0.3f, y, plot.Left - 1, y);
            _canvas.Text(Ticks.Format(hertz, 0), plot.Left - Size * 0.55f, y, Size, across: 1);
            last = y;
        }
        _canvas.Text("Frequency (Hz)", Size * 1.1f, plot.MidY, Size, turn: -90);
    }

    private void Moments(SKRectI strip)
    {
        double strongest = Math.Max(explanation.Moments.Max(m => Math.Abs(m.Evidence)), 1e-9);
        foreach (TimeEvidence moment in explanation.Moments)
        {
            int height = (int)Math.Round(moment.Evidence / strongest * (strip.Height / 2 - 4));
            int left = X(moment.Start.TotalSeconds, strip), right = Math.Max(X(moment.End.TotalSeconds, strip) - 1, left + 1);
            _canvas.Fill(new SKRectI(left, Math.Min(strip.MidY, strip.MidY - height), right, Math.Max(strip.MidY, strip.MidY - height)), height >= 0 ? For : Against);
        }
        _canvas.Line(strip.Left, strip.MidY, strip.Right, strip.MidY);
        _canvas.Text("for", strip.Left - Size * 0.55f, strip.Top + strip.Height / 4f, Size, across: 1);
        _canvas.Text("against", strip.Left - Size * 0.55f, strip.Bottom - strip.Height / 4f, Size, across: 1);
        _canvas.Text(FormattableString.Invariant($"±{strongest:0.00}"), strip.Right + Size * 0.55f, strip.MidY, Size, across: 0);
        _canvas.Frame(strip, Grid);
    }

    private void TimeAxis(SKRectI strip)
    {
        (string unit, string longest) = Ticks.TimeFormat(_seconds);
        float widest = _canvas.Measure(longest, Size);
        foreach ((double time, string label) in Ticks.Times(_seconds, Math.Max(2, (int)(strip.Width / (widest * 1.8f)))))
        {
            int x = X(time, strip);
            _canvas.Line(x, strip.Bottom, x, strip.Bottom + Size * 0.3f);
            _canvas.Text(label, x, strip.Bottom + Size * 0.95f, Size);
        }
        _canvas.Text($"Time ({unit})", strip.MidX, Height - Size * 0.95f, Size);
    }

    private void Bar(SKRectI plot, double strongest)
    {
        var area = SKRectI.Create(plot.Right + (int)Size, plot.Top, (int)Size, plot.Height);
        (double, string)[] ticks = [.. new[] { -1.0, -0.25, 0, 0.25, 1 }.Select(at => ((Math.Sign(at) * Math.Sqrt(Math.Abs(at)) + 1) / 2, Ticks.Format(at * strongest, 2)))];
        _canvas.ColorBar(area, at => Tint(0, Math.Sign(at - 0.5) * Math.Pow(2 * at - 1, 2)), ticks, Size);
        _canvas.Text("nats", area.Left, plot.Top - Size, Size, across: 0);
    }

    private int X(double seconds, SKRectI plot) => plot.Left + (int)Math.Round(seconds / _seconds * plot.Width);
}
