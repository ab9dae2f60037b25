using System.Runtime.InteropServices;
using MusicGenre.MLNet.Spectrograms;

namespace MusicGenre.MLNet.Torch.Training;

/// <summary>
/// One picture as a network sees it: values [mels × frames] of roughly −1…1, the lowest band first. The values are the same in training, in
/// evaluation and in the exported ONNX file: a spectrogram PNG's pixel p is p / 127.5 − 1 (so −80…0 dB become −1…1), and a front end's own
/// values (EfficientAT's (ln(mel + 1e-5) + 4.5) / 5, say) stay as they are.
/// </summary>
public sealed class SpectrogramInput
{
    private readonly ReadOnlyMemory<byte> _pixels;
    private readonly ReadOnlyMemory<float> _values;

    private SpectrogramInput(ReadOnlyMemory<byte> pixels, ReadOnlyMemory<float> values, int mels, int frames)
    {
        _pixels = pixels;
        _values = values;
        Mels = mels;
        Frames = frames;
    }

    /// <summary>Mel bands, the picture's height.</summary>
    public int Mels { get; }

    /// <summary>Frames, the picture's width.</summary>
    public int Frames { get; }

    /// <summary>Creates an input from a spectrogram picture; its pixels are shared, not copied.</summary>
    /// <param name="image">The picture.</param>
    public static SpectrogramInput FromImage(SpectrogramImage image)
    {
        ArgumentNullException.ThrowIfNull(image);
        return FromPixels(image.Pixels, image.Height, image.Width);
    }

    /// <summary>Creates an input from the pixels of a spectrogram PNG: 8-bit grey, the <b>highest</b> band in the first row. Kept as bytes
    /// until a batch needs them.</summary>
    /// <param name="pixels">Row-major [mels × frames]; not copied, so do not change it.</param>
    /// <param name="mels">Rows.</param>
    /// <param name="frames">Columns.</param>
    /// <exception cref="ArgumentException">The sizes are not positive, or do not give the number of pixels.</exception>
    public static SpectrogramInput FromPixels(ReadOnlyMemory<byte> pixels, int mels, int frames)
    {
        CheckSize(pixels.Length, mels, frames, nameof(pixels));
        return new SpectrogramInput(pixels, default, mels, frames);
    }

    /// <summary>Creates an input from the values that a front end made for a network: the <b>lowest</b> band in the first row, nothing is
    /// scaled.</summary>
    /// <param name="values">Row-major [mels × frames]; not copied, so do not change it.</param>
    /// <param name="mels">Rows.</param>
    /// <param name="frames">Columns.</param>
    /// <exception cref="ArgumentException">The sizes are not positive, do not give the number of values, or a value is not
    /// finite.</exception>
    public static SpectrogramInput FromValues(ReadOnlyMemory<float> values, int mels, int frames)
    {
        CheckSize(values.Length, mels, frames, nameof(values));
        int bad = values.Span.IndexOfAnyExceptInRange(float.MinValue, float.MaxValue);
        if (bad >= 0)
        {
            throw new ArgumentException(
                $"The value at band {bad / frames}, frame {bad % frames} is {values.Span[bad]}: a network cannot learn from it. Give "
                + $"finite values.",
                nameof(values));
        }

        return new SpectrogramInput(default, values, mels, frames);
    }

    /// <summary>Part of one band, the lowest being 0, as the network sees it. Past the last frame it goes on from the first.</summary>
    internal void ReadRow(int mel, int start, Span<float> destination)
    {
        int row = _values.IsEmpty ? Mels - 1 - mel : mel;
        int frame = start % Frames;
        while (!destination.IsEmpty)
        {
            int count = Math.Min(destination.Length, Frames - frame);
            if (_values.IsEmpty)
                Scale(_pixels.Span.Slice(row * Frames + frame, count), destination);
            else
                _values.Span.Slice(row * Frames + frame, count).CopyTo(destination);
            destination = destination[count..];
            frame = 0;
        }
    }

    /// <summary>Everything the picture holds, to tell two sets of training data apart.</summary>
    internal ReadOnlySpan<byte> RawBytes =>
        _values.IsEmpty ? _pixels.Span : MemoryMarshal.AsBytes(_values.Span);

    private static void Scale(ReadOnlySpan<byte> pixels, Span<float> destination)
    {
        for (int i = 0; i < pixels.Length; i++)
            destination[i] = pixels[i] / 127.5f - 1;
    }

    private static void CheckSize(int length, int mels, int frames, string name)
    {
        if (mels < 1 || frames < 1 || (long)mels * frames != length)
            throw new ArgumentException($"A picture of {mels} bands × {frames} frames cannot hold {length} values.", name);
    }
}
