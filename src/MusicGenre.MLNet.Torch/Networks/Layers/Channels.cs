namespace MusicGenre.MLNet.Torch.Networks.Layers;

/// <summary>Numbers of channels under a width factor.</summary>
internal static class Channels
{
    /// <summary>
    /// <paramref name="channels"/> × width to the nearest multiple of 8, at least 8, and never more than a tenth below
    /// (the rule of the MobileNet papers' reference code).
    /// </summary>
    public static int Scale(int channels, double width)
    {
        double wanted = channels * width;
        int rounded = Math.Max(8, (int)(wanted + 4) / 8 * 8);
        return rounded < 0.9 * wanted ? rounded + 8 : rounded;
    }

    /// <inheritdoc cref="Scale(int, double)"/>
    public static int Scale(int channels, NetworkOptions options) => Scale(channels, options.Width!.Value);
}
