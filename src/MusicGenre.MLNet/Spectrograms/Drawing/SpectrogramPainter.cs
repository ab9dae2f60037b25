using System.Numerics.Tensors;
using SkiaSharp;

namespace MusicGenre.MLNet.Spectrograms.Drawing;

/// <summary>Lays out and paints one <see cref="SpectrogramFigure"/>.</summary>
internal sealed class SpectrogramPainter : IDisposable
{
    private readonly MelSpectrogram _spectrogram;
    private readonly FigureOptions _options;
    private readonly FigureCanvas _canvas;
    private readonly ColorMaps _colors;
    private readonly float _size;
    private readonly float _low;
    private readonly float _high;

    public SpectrogramPainter(MelSpectrogram spectrogram, FigureOptions options)
    {
        _spectrogram = spectrogram;
        _options = options;
        _size = options.FontSize;
        _colors = ColorMaps.Get(options.ColorMap);
        bool decibels = spectrogram.Options.Compression == MelCompression.Decibels;
        _low = decibels ? -spectrogram.Options.DynamicRange : TensorPrimitives.Min(spectrogram.Values);
        _high = decibels ? 0 : TensorPrimitives.Max(spectrogram.Values);
        if (!float.IsFinite(_low) || !float.IsFinite(_high))
            throw new ArgumentException("The spectrogram holds values that are not finite numbers.", nameof(spectrogram));
        if (_high <= _low)
            _high = _low + 1;
        _canvas = new FigureCanvas(options.Width, options.Height);
    }

    public byte[] Paint()
    {
        SKRectI plot = Layout(out IReadOnlyList<(double Position, string Label)> values, out SKRectI bar);
        if (plot.Width < 40 || plot.Height < 40)
            throw new ArgumentException(
                $"A figure of {_options.Width} × {_options.Height} pixels with labels of {_size} leaves no room for the picture; make it larger or the labels smaller.",
                nameof(FigureOptions));
        _canvas.Pixels(plot, Cells(plot.Width, plot.Height));
        _canvas.Frame(plot);
        FrequencyAxis(plot);
        TimeAxis(plot);
        if (_options.ColorBar)
            _canvas.ColorBar(bar, _colors.At, values, _size);
        if (!string.IsNullOrWhiteSpace(_options.Title))
        {
            float size = _size * 1.25f;
            _canvas.Text(_canvas.Fit(_options.Title, size, plot.Width), plot.MidX, _size * 1.3f, size, bold: true);
        }
        return _canvas.ToPng();
    }

    public void Dispose() => _canvas.Dispose();

    private SKRectI Layout(out IReadOnlyList<(double Position, string Label)> values, out SKRectI bar)
    {
        float top = string.IsNullOrWhiteSpace(_options.Title) ? _size : _size * 2.5f;
        float bottom = _options.Height - _size * 3.4f;
        float left = _size * 2.9f + _canvas.Measure(FrequencyLabels(bottom - top).Select(t => t.Label), _size);
        values = ValueLabels((int)((bottom - top) / (_size * 2)));
        float right = _options.Width - _size;
        bar = default;
        if (_options.ColorBar)
        {
            right -= _canvas.Measure(values.Select(v => v.Label), _size) + _size * 0.6f;
            int width = Math.Max(8, (int)_size);
            bar = SKRectI.Create((int)right - width, (int)top, width, (int)(bottom - top));
            right -= width + _size;
        }
        else
        {
            // Half of the last time label may stand beyond the end of the axis.
            right -= _size;
        }
        return new SKRectI((int)left, (int)top, (int)right, (int)bottom);
    }

    /// <summary>
    /// The colours of the plot: a cell is drawn as it is where it covers pixels, and averaged with the others of its pixel where it does not.
    /// </summary>
    private SKColor[] Cells(int width, int height)
    {
        (int mels, int frames) = (_spectrogram.Mels, _spectrogram.Frames);
        var colors = new SKColor[width * height];
        var sums = new float[frames];
        for (int y = 0; y < height; y++)
        {
            (int firstMel, int endMel) = Range(height - 1 - y, height, mels);
            sums.AsSpan().Clear();
            for (int mel = firstMel; mel < endMel; mel++)
                TensorPrimitives.Add(sums, _spectrogram.Band(mel), sums);
            for (int x = 0; x < width; x++)
            {
                (int first, int end) = Range(x, width, frames);
                float mean = TensorPrimitives.Sum(sums.AsSpan(first, end - first)) / ((end - first) * (endMel - firstMel));
                colors[y * width + x] = _colors.At((mean - _low) / (_high - _low));
            }
        }
        return colors;
    }

    private static (int First, int End) Range(int pixel, int pixels, int cells)
    {
        int first = (int)((long)pixel * cells / pixels);
        int end = (int)(((long)pixel + 1) * cells / pixels);
        return (first, Math.Max(end, first + 1));
    }

    private void FrequencyAxis(SKRectI plot)
    {
        foreach ((float y, string label) in FrequencyLabels(plot.Height))
        {
            float at = Math.Min(plot.Bottom - y, plot.Bottom - 1);
            _canvas.Line(plot.Left - _size * 0.3f, at, plot.Left - 1, at);
            _canvas.Text(label, plot.Left - _size * 0.55f, at, _size, across: 1);
        }
        _canvas.Text("Frequency (Hz)", _size * 1.1f, plot.MidY, _size, turn: -90);
    }

    /// <summary>Powers of two, and the bottom if that is 0 Hz: what of them is not too close to others. Heights above the bottom in pixels.</summary>
    private List<(float Height, string Label)> FrequencyLabels(float height)
    {
        MelOptions o = _spectrogram.Options;
        double low = MelFrequency.FromHertz(o.MinFrequency, o.MelScale), high = MelFrequency.FromHertz(o.UpperFrequency, o.MelScale);
        var labels = new List<(float Height, string Label)>();
        if (o.MinFrequency == 0)
            labels.Add((0, "0"));
        for (int hertz = 1 << 18; hertz >= 1; hertz /= 2)
        {
            if (hertz < o.MinFrequency || hertz > o.UpperFrequency)
                continue;
            // Band b, drawn from b to b + 1, has its peak at edge b + 1 of 0…bands + 1, which even steps in mel divide.
            double edge = (MelFrequency.FromHertz(hertz, o.MelScale) - low) / (high - low) * (_spectrogram.Mels + 1);
            float at = (float)((edge - 0.5) / _spectrogram.Mels * height);
            if (at >= 0 && at <= height && labels.All(l => Math.Abs(l.Height - at) >= _size * 1.25f))
                labels.Add((at, Ticks.Format(hertz, 0)));
        }
        return labels;
    }

    private void TimeAxis(SKRectI plot)
    {
        double seconds = _spectrogram.Duration.TotalSeconds;
        bool minutes = Ticks.InMinutes(seconds);
        float widest = _canvas.Measure(seconds >= 3600 ? "0:00:00" : "00:00", _size);
        foreach ((double time, string label) in Ticks.Times(seconds, Math.Max(2, (int)(plot.Width / (widest * 1.8f)))))
        {
            float x = Math.Min(plot.Left + (float)(time / seconds * plot.Width), plot.Right - 1);
            _canvas.Line(x, plot.Bottom, x, plot.Bottom + _size * 0.3f);
            _canvas.Text(label, x, plot.Bottom + _size * 0.95f, _size);
        }
        _canvas.Text(minutes ? "Time (m:ss)" : "Time (s)", plot.MidX, _options.Height - _size * 0.95f, _size);
    }

    private List<(double Position, string Label)> ValueLabels(int most)
    {
        string unit = _spectrogram.Options.Compression == MelCompression.Decibels ? " dB" : "";
        (IReadOnlyList<double> values, int decimals) = Ticks.Values(_low, _high, Math.Max(2, most));
        return [.. values.Select(v => ((v - _low) / (_high - _low), Ticks.Format(v, decimals) + unit))];
    }
}
