using MusicGenre.MLNet.Spectrograms;

namespace MusicGenre.MLNet.Backbones.References;

/// <summary>
/// The fixed synthetic inputs that references are taken of. They are made of whole numbers, so that they are the same to the bit on every
/// processor. Changing them makes every reference wrong.
/// </summary>
internal static class ReferenceInput
{
    private const int PictureWidth = 128;

    /// <summary>Runs a backbone on its synthetic input: a picture where it accepts pictures, else sound.</summary>
    /// <exception cref="BackboneException">The network cannot be run.</exception>
    public static float[] Embed(Backbone backbone)
    {
        BackboneDescription description = backbone.Description;
        return backbone.AcceptsPictures ? backbone.EmbedPicture(Picture(description)) : backbone.EmbedWindow(Sound(description));
    }

    /// <summary>Makes a picture of the height that the network takes: bands, beats and noise.</summary>
    public static SpectrogramImage Picture(BackboneDescription description)
    {
        bool square = description.Layout == BackboneLayout.ChannelsHeightWidth && description.Name != MelStatisticsBackbone.CatalogueName;
        int height = square ? description.PictureSize : description.Mel.MelBands;
        int width = square ? description.PictureSize : Math.Max(PictureWidth, description.MinimumFrames);
        var pixels = new byte[width * height];
        uint noise = 1;
        for (int y = 0; y < height; y++)
        {
            for (int x = 0; x < width; x++)
            {
                int band = y * 128 / height % 16 < 4 ? 96 : 0, beat = x % 32 < 6 ? 64 : 0;
                pixels[(y * width) + x] = (byte)(band + beat + (Next(ref noise) & 63));
            }
        }

        return new SpectrogramImage(pixels, width, height);
    }

    /// <summary>Makes sound: two square waves and noise that swells every quarter of a second; a second of it where the network takes less
    /// than its window.</summary>
    public static float[] Sound(BackboneDescription description)
    {
        int rate = description.Mel.SampleRate;
        int length = description.AcceptsShorterWindows
            ? Math.Max(description.LeastSamples, Math.Min(description.WindowSamples, rate))
            : description.WindowSamples;
        var samples = new float[length];
        uint noise = 1;
        for (int i = 0; i < length; i++)
        {
            int low = i * 440L / rate % 2 == 0 ? 6_000 : -6_000, high = i * 3_000L / rate % 2 == 0 ? 2_000 : -2_000;
            int swell = (int)(i * 4L % rate * 64 / rate);
            int value = low + high + ((((int)(Next(ref noise) & 255)) - 128) * swell);
            samples[i] = value / 32_768f;
        }

        return samples;
    }

    // The generator of Numerical Recipes (3rd edition, section 7.1.7); its upper bits are the random ones.
    private static uint Next(ref uint state) => (state = unchecked((state * 1_664_525) + 1_013_904_223)) >> 24;
}
