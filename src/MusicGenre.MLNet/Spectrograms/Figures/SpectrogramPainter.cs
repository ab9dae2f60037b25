using SkiaSharp;

namespace MusicGenre.MLNet.Spectrograms.Figures;

/// <summary>Lays out and paints one <see cref="SpectrogramFigure"/>.</summary>
internal static class SpectrogramPainter
{
    public static byte[] Paint(MelSpectrogram spectrogram, FigureOptions options)
    {
        float size = options.FontSize;
        ColorMaps colors = ColorMaps.Get(options.ColorMap);
        (float low, float high) = SpectrogramCells.Levels(spectrogram);
        using var canvas = new FigureCanvas { Size = new SKSizeI(options.Width, options.Height) };
        bool titled = !string.IsNullOrWhiteSpace(options.Title);
        float top = titled ? size * 2.5f : size, bottom = options.Height - size * 3.4f;
        IEnumerable<string> hertz = SpectrogramAxes.FrequencyLabels(spectrogram, bottom - top, size).Select(label => label.Label);
        float left = size * 2.9f + canvas.Measure(hertz, size);
        (double Position, string Label)[] values = ValueLabels(spectrogram, low, high, (int)((bottom - top) / (size * 2)));
        // Without a bar, half of the last time label may stand beyond the end of the axis.
        float right = options.Width - 2 * size;
        SKRectI bar = default;
        if (options.ColorBar)
        {
            int width = Math.Max(8, (int)size);
            right += size * 0.4f - canvas.Measure(values.Select(v => v.Label), size);
            bar = SKRectI.Create((int)right - width, (int)top, width, (int)(bottom - top));
            right -= width + size;
        }
        var plot = new SKRectI((int)left, (int)top, (int)right, (int)bottom);
        if (plot.Width < 40 || plot.Height < 40)
            throw new ArgumentException(
                $"A figure of {options.Width} × {options.Height} pixels with labels of {size} leaves no room for the picture; "
                + "make it larger or the labels smaller.",
                nameof(FigureOptions));
        float[] cells = SpectrogramCells.Fit(spectrogram, spectrogram.Frames, plot.Width, plot.Height);
        canvas.Pixels(plot, [.. cells.Select(value => colors.At((value - low) / (high - low)))]);
        canvas.Frame(plot);
        SpectrogramAxes.Frequency(canvas, plot, spectrogram, size);
        SpectrogramAxes.Time(canvas, plot, spectrogram.Duration.TotalSeconds, size);
        if (options.ColorBar)
            canvas.ColorBar(bar, colors.At, values, size);
        if (titled)
            canvas.Title(options.Title!, plot.MidX, size);
        return canvas.ToPng();
    }

    private static (double Position, string Label)[] ValueLabels(MelSpectrogram spectrogram, float low, float high, int most)
    {
        string unit = spectrogram.Options.Compression == MelCompression.Decibels ? " dB" : "";
        (IReadOnlyList<double> values, int decimals) = Ticks.Values(low, high, Math.Max(2, most));
        return [.. values.Select(v => ((v - low) / (high - low), Ticks.Format(v, decimals) + unit))];
    }
}
