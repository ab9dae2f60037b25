using MusicGenre.MLNet.Audio;

namespace MusicGenre.MLNet.Spectrograms;

/// <summary>
/// A mel spectrogram as an 8-bit grey picture: one pixel a cell, low frequencies at the bottom, 0…255 over −80…0 dB. It is saved as PNG and
/// comes back byte for byte. (For a picture with axes and colours see <see cref="Figures.SpectrogramFigure"/>.)
/// </summary>
public sealed partial class SpectrogramImage
{
    /// <summary>The largest number of pixels a spectrogram may have: three hours at the default settings have 59 million.</summary>
    public const int MaxPixels = 1 << 26;

    private const int MaxFileBytes = 256 << 20;
    private static readonly Lazy<MelSpectrogramExtractor> Default = new(() => new MelSpectrogramExtractor(MelOptions.Librosa));

    /// <summary>Wraps pixels that are already in memory; the array is not copied.</summary>
    /// <param name="pixels">Row-major [height × width], the top row (the highest band) first; 0 is the floor, 255 the maximum.</param>
    /// <param name="width">Number of columns, the frames.</param>
    /// <param name="height">Number of rows, the mel bands.</param>
    /// <exception cref="ArgumentOutOfRangeException">
    /// The width or height is not positive, or there are more than <see cref="MaxPixels"/>.
    /// </exception>
    /// <exception cref="ArgumentException">The number of pixels is not width × height.</exception>
    public SpectrogramImage(byte[] pixels, int width, int height)
    {
        ArgumentNullException.ThrowIfNull(pixels);
        CheckSize(width, height);
        if (pixels.Length != width * height)
            throw new ArgumentException(
                $"A picture of {width} × {height} has {width * height} pixels, not {pixels.Length}.",
                nameof(pixels));
        Pixels = pixels;
        Width = width;
        Height = height;
    }

    /// <summary>The pixels, row-major [height × width], the top row (the highest band) first.</summary>
    public byte[] Pixels { get; }

    /// <summary>Number of columns, the frames.</summary>
    public int Width { get; }

    /// <summary>Whether the file that it was read from was in colours.</summary>
    internal bool HasColors { get; private init; }

    /// <summary>Number of rows, the mel bands.</summary>
    public int Height { get; }

    /// <summary>One pixel.</summary>
    /// <param name="row">Row, 0 is the top, the highest band.</param>
    /// <param name="column">Column, 0 is the beginning.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such pixel.</exception>
    public byte this[int row, int column]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)row, (uint)Height, nameof(row));
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)column, (uint)Width, nameof(column));
            return Pixels[row * Width + column];
        }
    }

    /// <summary>Draws a spectrogram in decibels; −range…0 dB (range: <see cref="MelOptions.DynamicRange"/>) become 0…255.</summary>
    /// <param name="spectrogram">A spectrogram whose compression is <see cref="MelCompression.Decibels"/>.</param>
    /// <exception cref="ArgumentException">The spectrogram is not in decibels.</exception>
    public static SpectrogramImage FromMel(MelSpectrogram spectrogram)
    {
        ArgumentNullException.ThrowIfNull(spectrogram);
        if (spectrogram.Options.Compression != MelCompression.Decibels)
            throw new ArgumentException(
                $"A picture shows decibels, but this spectrogram's compression is {spectrogram.Options.Compression}; "
                + $"compute it with {nameof(MelCompression.Decibels)}.",
                nameof(spectrogram));
        int width = spectrogram.Frames, height = spectrogram.Mels;
        CheckSize(width, height);
        float range = spectrogram.Options.DynamicRange;
        var pixels = new byte[width * height];
        for (int row = 0; row < height; row++)
            PictureLevels.Of(spectrogram.Band(height - 1 - row), range, pixels.AsSpan(row * width, width));
        return new SpectrogramImage(pixels, width, height);
    }

    /// <summary>Computes a clip's picture. A silent clip gives a black one.</summary>
    /// <param name="clip">The clip; it is resampled if its sample rate is not that of the options.</param>
    /// <param name="options">
    /// How; <see cref="MelOptions.Librosa"/> if null. The compression must be <see cref="MelCompression.Decibels"/>.
    /// </param>
    /// <exception cref="ArgumentException">The clip is empty or not finite, the options cannot work or are not in decibels.</exception>
    public static SpectrogramImage FromClip(AudioClip clip, MelOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(clip);
        MelSpectrogramExtractor extractor = options is null || options == MelOptions.Librosa
            ? Default.Value
            : new MelSpectrogramExtractor(options);
        return FromMel(extractor.Compute(clip));
    }

    /// <summary>
    /// The picture's decibels: the opposite of <see cref="FromMel"/>, as exact as 256 steps allow (0.16 dB either way at 80 dB).
    /// </summary>
    /// <param name="options">
    /// What the picture was made with, for the axes of what comes back; <see cref="MelOptions.Librosa"/> if null. Its number of bands is
    /// replaced by the picture's height.
    /// </param>
    /// <returns>[<see cref="Height"/> × <see cref="Width"/>], the lowest band first, −range…0 dB.</returns>
    public MelSpectrogram ToDecibels(MelOptions? options = null)
    {
        options = (options ?? MelOptions.Librosa) with { MelBands = Height, Compression = MelCompression.Decibels };
        var values = new float[Pixels.Length];
        for (int row = 0; row < Height; row++)
        {
            ReadOnlySpan<byte> from = Pixels.AsSpan(row * Width, Width);
            Span<float> band = values.AsSpan((Height - 1 - row) * Width, Width);
            for (int column = 0; column < Width; column++)
                band[column] = from[column] * (options.DynamicRange / 255) - options.DynamicRange;
        }
        return new MelSpectrogram(values, Height, Width, options);
    }

    /// <summary>A part of the picture in time, all bands of it.</summary>
    /// <param name="startColumn">First column.</param>
    /// <param name="columns">Number of columns.</param>
    /// <exception cref="ArgumentOutOfRangeException">The part is empty or not within the picture.</exception>
    public SpectrogramImage Crop(int startColumn, int columns)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(startColumn);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(columns);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(columns, Width - startColumn);
        var pixels = new byte[columns * Height];
        for (int row = 0; row < Height; row++)
            Pixels.AsSpan(row * Width + startColumn, columns).CopyTo(pixels.AsSpan(row * columns));
        return new SpectrogramImage(pixels, columns, Height);
    }

    /// <summary>Gets a text for people, e.g. <c>1293 columns × 128 mel bands</c>.</summary>
    public override string ToString() => $"{Width} columns × {Height} mel bands";

    /// <summary>The picture in another size.</summary>
    /// <param name="width">New number of columns.</param>
    /// <param name="height">New number of rows.</param>
    /// <returns>
    /// A new picture, interpolated linearly where it grows and averaged under a triangle where it shrinks, so that nothing is skipped
    /// (Pillow's <c>BILINEAR</c>).
    /// </returns>
    /// <exception cref="ArgumentOutOfRangeException">
    /// The width or height is not positive, or there are more than <see cref="MaxPixels"/>.
    /// </exception>
    public SpectrogramImage Resize(int width, int height)
    {
        CheckSize(width, height);
        return new SpectrogramImage(ImageResampler.Resize(Pixels, Width, Height, width, height), width, height);
    }

    private static void CheckSize(int width, int height)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(width);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(height);
        if ((long)width * height > MaxPixels)
            throw new ArgumentOutOfRangeException(
                nameof(width),
                $"{width} × {height} pixels are more than {MaxPixels}; take the clip in pieces.");
    }
}
