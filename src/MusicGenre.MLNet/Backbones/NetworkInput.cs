using MusicGenre.MLNet.Spectrograms;

namespace MusicGenre.MLNet.Backbones;

/// <summary>The tensor that a network takes for one segment.</summary>
/// <param name="Values">Row-major values.</param>
/// <param name="Shape">The shape, the batch of one first.</param>
internal readonly record struct NetworkInput(float[] Values, long[] Shape)
{
    /// <summary>Gets the shape of the tensor for a whole segment, to within a frame.</summary>
    public static long[] ShapeFor(BackboneDescription network)
    {
        long frames = (network.WindowSamples / network.Mel.HopLength) + 1;
        return network.Layout switch
        {
            BackboneLayout.FramesMels => [1, frames, network.Mel.MelBands],
            BackboneLayout.ChannelsHeightWidth => [1, 3, network.PictureSize, network.PictureSize],
            _ => [1, 1, network.Mel.MelBands, frames],
        };
    }

    /// <summary>From a spectrogram made by the network's own front end.</summary>
    public static NetworkInput FromMel(MelSpectrogram mel, BackboneDescription network)
    {
        RequireFrames(mel.Frames, network);
        return network.Layout == BackboneLayout.FramesMels
            ? new NetworkInput(Transpose(mel), [1, mel.Frames, mel.Mels])
            : new NetworkInput(mel.Values, [1, 1, mel.Mels, mel.Frames]);
    }

    /// <summary>From a spectrogram picture: (pixel − mean) · scale, as three equal channels of a fixed size or as one of the picture's own
    /// width.</summary>
    public static NetworkInput FromPicture(SpectrogramImage picture, BackboneDescription network)
    {
        if (network.Layout == BackboneLayout.ChannelsHeightWidth)
        {
            int size = network.PictureSize;
            float[] channel = Scale(picture.Resize(size, size), network);
            return new NetworkInput([.. channel, .. channel, .. channel], [1, 3, size, size]);
        }
        RequireFrames(picture.Width, network);
        if (picture.Height != network.Mel.MelBands)
            picture = picture.Resize(picture.Width, network.Mel.MelBands);
        return new NetworkInput(LowestFirst(Scale(picture, network), picture.Width), [1, 1, picture.Height, picture.Width]);
    }

    /// <exception cref="BackboneException">The network needs more frames.</exception>
    public static void RequireFrames(int frames, BackboneDescription network)
    {
        if (frames < network.MinimumFrames)
            throw new BackboneException(
                $"The spectrogram has {frames} frames, and the network '{network.Name}' needs at least {network.MinimumFrames}; give a "
                + $"longer piece of music.");
    }

    private static float[] Scale(SpectrogramImage picture, BackboneDescription network)
    {
        var values = new float[picture.Pixels.Length];
        for (int i = 0; i < values.Length; i++)
            values[i] = (picture.Pixels[i] - network.PixelMean) * network.PixelScale;
        return values;
    }

    private static float[] LowestFirst(float[] rows, int width)
    {
        for (int top = 0, bottom = rows.Length - width; top < bottom; top += width, bottom -= width)
            for (int i = 0; i < width; i++)
                (rows[top + i], rows[bottom + i]) = (rows[bottom + i], rows[top + i]);
        return rows;
    }

    private static float[] Transpose(MelSpectrogram mel)
    {
        var transposed = new float[mel.Values.Length];
        for (int band = 0; band < mel.Mels; band++)
            for (int frame = 0; frame < mel.Frames; frame++)
                transposed[frame * mel.Mels + band] = mel.Values[band * mel.Frames + frame];
        return transposed;
    }
}
