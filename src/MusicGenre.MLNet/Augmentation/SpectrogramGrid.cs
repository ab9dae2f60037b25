using System.Numerics.Tensors;

namespace MusicGenre.MLNet.Augmentation;

/// <summary>
/// What is done to the values of a spectrogram, in place: row-major [mels × frames], the lowest band first. The effects on spectrograms and
/// the add-on's batches are both made of it.
/// </summary>
internal static class SpectrogramGrid
{
    /// <summary>Fills whole bands.</summary>
    public static void FillBands(Span<float> values, int frames, int first, int count, float value)
        => values.Slice(first * frames, count * frames).Fill(value);

    /// <summary>Fills whole frames.</summary>
    public static void FillFrames(Span<float> values, int frames, int first, int count, float value)
    {
        for (int row = 0; row < values.Length; row += frames)
            values.Slice(row + first, count).Fill(value);
    }

    /// <summary>Adds a value of its own to each band.</summary>
    public static void AddToBands(Span<float> values, int frames, ReadOnlySpan<float> offsets)
    {
        for (int mel = 0; mel < offsets.Length; mel++)
        {
            Span<float> row = values.Slice(mel * frames, frames);
            TensorPrimitives.Add(row, offsets[mel], row);
        }
    }

    /// <summary>share · first + (1 − share) · second.</summary>
    public static void Mix(ReadOnlySpan<float> first, ReadOnlySpan<float> second, float share, Span<float> destination)
    {
        for (int i = 0; i < destination.Length; i++)
            destination[i] = share * first[i] + (1 - share) * second[i];
    }

    /// <summary>Copies a rectangle to the same place.</summary>
    public static void Paste(ReadOnlySpan<float> from, Span<float> to, int frames, GridArea area)
    {
        for (int mel = area.Band; mel < area.Band + area.Bands; mel++)
            from.Slice(mel * frames + area.Frame, area.Frames).CopyTo(to[(mel * frames + area.Frame)..]);
    }

    /// <summary>A band of up to <paramref name="largest"/> of <paramref name="size"/> rows or columns.</summary>
    public static (int First, int Count) DrawMask(RandomStream random, int largest, int size)
    {
        int count = random.Next(Math.Min(largest, size) + 1);
        return (random.Next(size - count + 1), count);
    }
}
