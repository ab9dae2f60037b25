using SkiaSharp;

namespace MusicGenre.MLNet.Spectrograms.Figures;

/// <summary>The axes of spectrograms for people: frequency on the left, time below.</summary>
internal static class SpectrogramAxes
{
    /// <summary>
    /// The powers of two, and the bottom if that is 0 Hz, except those too close to others. Heights are above the bottom, in pixels.
    /// </summary>
    public static List<(float Height, string Label)> FrequencyLabels(MelSpectrogram spectrogram, float height, float size)
    {
        MelOptions mel = spectrogram.Options;
        double low = MelFrequency.FromHertz(mel.MinFrequency, mel.MelScale);
        double high = MelFrequency.FromHertz(mel.UpperFrequency, mel.MelScale);
        var labels = new List<(float Height, string Label)>();
        if (mel.MinFrequency == 0)
            labels.Add((0, "0"));
        for (int hertz = 1 << 18; hertz >= 1; hertz /= 2)
        {
            if (hertz < mel.MinFrequency || hertz > mel.UpperFrequency)
                continue;
            // Band b, drawn from b to b + 1, has its peak at edge b + 1 of 0…bands + 1, which even steps in mel divide.
            double edge = (MelFrequency.FromHertz(hertz, mel.MelScale) - low) / (high - low) * (spectrogram.Mels + 1);
            float at = (float)((edge - 0.5) / spectrogram.Mels * height);
            if (at >= 0 && at <= height && labels.All(l => Math.Abs(l.Height - at) >= size * 1.25f))
                labels.Add((at, Ticks.Format(hertz, 0)));
        }
        return labels;
    }

    /// <summary>Draws the frequencies at the left of a plot.</summary>
    public static void Frequency(FigureCanvas canvas, SKRectI plot, MelSpectrogram spectrogram, float size)
    {
        foreach ((float height, string label) in FrequencyLabels(spectrogram, plot.Height, size))
        {
            float y = Math.Min(plot.Bottom - height, plot.Bottom - 1);
            canvas.Line(plot.Left - size * 0.3f, y, plot.Left - 1, y);
            canvas.Text(label, plot.Left - size * 0.55f, y, size, across: 1);
        }
        canvas.Text("Frequency (Hz)", size * 1.1f, plot.MidY, size, turn: -90);
    }

    /// <summary>Draws the times below a plot, which take 3.4 times the font size.</summary>
    public static void Time(FigureCanvas canvas, SKRectI plot, double seconds, float size)
    {
        (string unit, string longest) = Ticks.TimeFormat(seconds);
        int most = Math.Max(2, (int)(plot.Width / (canvas.Measure(longest, size) * 1.8f)));
        foreach ((double time, string label) in Ticks.Times(seconds, most))
        {
            float x = Math.Min(plot.Left + (float)(time / seconds * plot.Width), plot.Right - 1);
            canvas.Line(x, plot.Bottom, x, plot.Bottom + size * 0.3f);
            canvas.Text(label, x, plot.Bottom + size * 0.95f, size);
        }
        canvas.Text($"Time ({unit})", plot.MidX, plot.Bottom + size * 2.45f, size);
    }
}
