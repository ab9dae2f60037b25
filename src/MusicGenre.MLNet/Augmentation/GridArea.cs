namespace MusicGenre.MLNet.Augmentation;

/// <summary>A rectangle of a spectrogram.</summary>
/// <param name="Band">Its lowest band.</param>
/// <param name="Bands">Number of bands.</param>
/// <param name="Frame">Its first frame.</param>
/// <param name="Frames">Number of frames.</param>
internal readonly record struct GridArea(int Band, int Bands, int Frame, int Frames)
{
    /// <summary>
    /// CutMix's rectangle (S. Yun et al., "CutMix", 2019): √(1 − share) of either side around a random middle, cut off at the edges.
    /// </summary>
    public static GridArea Draw(RandomStream random, int mels, int frames, double share)
    {
        double side = Math.Sqrt(1 - share);
        (int band, int bands) = Side(random.NextDouble() * mels, side * mels, mels);
        (int frame, int width) = Side(random.NextDouble() * frames, side * frames, frames);
        return new GridArea(band, bands, frame, width);
    }

    /// <summary>The share of a grid that the rectangle leaves.</summary>
    public float Left(int mels, int frames) => 1 - (float)Bands * Frames / ((float)mels * frames);

    private static (int First, int Count) Side(double middle, double length, int size)
    {
        int first = Math.Clamp((int)Math.Round(middle - length / 2), 0, size);
        return (first, Math.Clamp((int)Math.Round(middle + length / 2), 0, size) - first);
    }
}
