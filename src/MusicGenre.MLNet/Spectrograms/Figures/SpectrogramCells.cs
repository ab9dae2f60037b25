using System.Numerics.Tensors;

namespace MusicGenre.MLNet.Spectrograms.Figures;

/// <summary>Fits the cells of a spectrogram to pixels.</summary>
internal static class SpectrogramCells
{
    /// <summary>
    /// Computes [height × width] values, the highest frequency first: a cell covers as many pixels as it needs; cells that share a pixel
    /// are averaged.
    /// </summary>
    /// <param name="mel">The spectrogram.</param>
    /// <param name="frames">How many of its frames are shown, from the first on.</param>
    /// <param name="width">Number of columns.</param>
    /// <param name="height">Number of rows.</param>
    public static float[] Fit(MelSpectrogram mel, int frames, int width, int height)
    {
        var values = new float[width * height];
        var sums = new float[frames];
        (int First, int End) drawn = default;
        for (int y = 0; y < height; y++)
        {
            (int firstMel, int endMel) = Range(height - 1 - y, height, mel.Mels);
            if ((firstMel, endMel) == drawn)
            {
                values.AsSpan((y - 1) * width, width).CopyTo(values.AsSpan(y * width));
                continue;
            }
            drawn = (firstMel, endMel);
            sums.AsSpan().Clear();
            for (int band = firstMel; band < endMel; band++)
                TensorPrimitives.Add(sums, mel.Band(band)[..frames], sums);
            for (int x = 0; x < width; x++)
            {
                (int first, int end) = Range(x, width, frames);
                values[y * width + x] = TensorPrimitives.Sum(sums.AsSpan(first, end - first)) / ((end - first) * (endMel - firstMel));
            }
        }
        return values;
    }

    /// <summary>Finds the values of the darkest and the brightest color.</summary>
    /// <exception cref="ArgumentException">A value is not a finite number.</exception>
    public static (float Low, float High) Levels(MelSpectrogram mel)
    {
        bool decibels = mel.Options.Compression == MelCompression.Decibels;
        float low = decibels ? -mel.Options.DynamicRange : TensorPrimitives.Min(mel.Values);
        float high = decibels ? 0 : TensorPrimitives.Max(mel.Values);
        if (!float.IsFinite(low) || !float.IsFinite(high))
            throw new ArgumentException("The spectrogram holds values that are not finite numbers.", nameof(mel));
        return (low, high > low ? high : low + 1);
    }

    private static (int First, int End) Range(int pixel, int pixels, int cells)
    {
        int first = (int)((long)pixel * cells / pixels);
        int end = (int)(((long)pixel + 1) * cells / pixels);
        return (first, Math.Max(end, first + 1));
    }
}
