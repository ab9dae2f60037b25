using System.Numerics.Tensors;
using MusicGenre.MLNet.Augmentation;

namespace MusicGenre.MLNet.Torch.Training;

/// <summary>Cuts a training picture to the batch's width and varies it; everything random comes from the stream it is given.</summary>
internal sealed class ExampleAugmenter(NetworkAugmentationOptions options, int mels, int width)
{
    /// <summary>A random crop [mels × width], stretched, shifted and moved in level as the options say. Not masked yet.</summary>
    public void Crop(SpectrogramInput input, RandomStream random, Span<float> destination)
    {
        int source = width;
        if (options.TimeStretch > 0)
            source = Math.Max(2, (int)Math.Round(width * (1 + random.Symmetric(options.TimeStretch))));
        // A picture too narrow for the stretched crop is not stretched; one too narrow for the crop itself is repeated from a random frame.
        if (source > input.Frames)
            source = Math.Min(source, Math.Max(width, input.Frames));
        int start = input.Frames > source ? random.Next(input.Frames - source + 1) : input.Frames < source ? random.Next(input.Frames) : 0;
        int shift = options.FrequencyShift > 0 ? random.Next(-options.FrequencyShift, options.FrequencyShift + 1) : 0;
        float gain = (float)(1 + random.Symmetric(options.LevelShift));
        float[] offsets = DrawOffsets(random);

        float[]? unstretched = source == width ? null : new float[source];
        for (int mel = 0; mel < mels; mel++)
        {
            Span<float> row = destination.Slice(mel * width, width);
            int sourceMel = Math.Clamp(mel - shift, 0, mels - 1);
            input.ReadRow(sourceMel, start, unstretched ?? row);
            if (unstretched is not null)
                Stretch(unstretched, row);
            if (options.LevelShift > 0)
                TensorPrimitives.Multiply(row, gain, row);
        }
        if (options.LevelShift > 0 || options.Equalizer > 0)
            SpectrogramGrid.AddToBands(destination, width, offsets);
    }

    /// <summary>Replaces whole rows and whole columns of [mels × width] by the picture's mean.</summary>
    public void Mask(RandomStream random, Span<float> image)
    {
        if (options.FrequencyMasks == 0 && options.TimeMasks == 0)
            return;
        float mean = TensorPrimitives.Sum<float>(image) / image.Length;
        for (int i = 0; i < options.FrequencyMasks; i++)
        {
            (int first, int count) = SpectrogramGrid.DrawMask(random, options.FrequencyMaskWidth, mels);
            SpectrogramGrid.FillBands(image, width, first, count, mean);
        }

        for (int i = 0; i < options.TimeMasks; i++)
        {
            (int first, int count) = SpectrogramGrid.DrawMask(random, options.TimeMaskWidth, width);
            SpectrogramGrid.FillFrames(image, width, first, count, mean);
        }
    }

    /// <summary>What is added to each band [mels]: the level's shift and the equaliser's curve.</summary>
    private float[] DrawOffsets(RandomStream random)
    {
        var offsets = new float[mels];
        offsets.AsSpan().Fill((float)random.Symmetric(options.LevelShift));
        if (options.Equalizer == 0)
            return offsets;
        var gains = new double[random.Next(2, 7)];
        foreach (ref double gain in gains.AsSpan())
            gain = random.Symmetric(options.Equalizer);
        for (int mel = 0; mel < mels; mel++)
        {
            double position = (gains.Length - 1.0) * mel / Math.Max(mels - 1, 1);
            int left = Math.Min((int)position, gains.Length - 2);
            offsets[mel] += (float)(gains[left] + (gains[left + 1] - gains[left]) * (position - left));
        }

        return offsets;
    }

    private static void Stretch(ReadOnlySpan<float> from, Span<float> to)
    {
        double step = to.Length > 1 ? (from.Length - 1.0) / (to.Length - 1) : 0;
        for (int i = 0; i < to.Length; i++)
        {
            double position = i * step;
            int left = Math.Min((int)position, from.Length - 2);
            float part = (float)(position - left);
            to[i] = from[left] + (from[left + 1] - from[left]) * part;
        }
    }
}
