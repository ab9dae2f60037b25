using System.Numerics.Tensors;
using MusicGenre.MLNet.Spectrograms;

namespace MusicGenre.MLNet.Augmentation;

/// <summary>
/// What can be done to a spectrogram without changing its genre. Every method gives a new spectrogram of the same size and compression
/// (decibels or logarithms); a picture goes through <see cref="SpectrogramImage.ToDecibels"/> and <see cref="SpectrogramImage.FromMel"/>.
/// </summary>
public static class SpectrogramEffects
{
    // Tilts turn about this frequency.
    private const double PivotHertz = 1000;

    /// <summary>Hides a band of frequencies over the whole time (D. S. Park et al., "SpecAugment", 2019).</summary>
    /// <param name="spectrogram">The spectrogram.</param>
    /// <param name="first">The lowest band that is hidden.</param>
    /// <param name="count">How many bands.</param>
    /// <param name="fill">What is put there. The default value is <see cref="MaskFill.Mean"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">The bands are not all in the spectrogram.</exception>
    public static MelSpectrogram MaskBands(MelSpectrogram spectrogram, int first, int count, MaskFill fill = MaskFill.Mean)
    {
        MelSpectrogram copy = Copy(spectrogram);
        RequireWithin(first, count, copy.Mels, "bands");
        SpectrogramGrid.FillBands(copy.Values, copy.Frames, first, count, Value(spectrogram, fill));
        return copy;
    }

    /// <summary>Hides a stretch of time in all bands.</summary>
    /// <param name="spectrogram">The spectrogram.</param>
    /// <param name="first">The first frame that is hidden.</param>
    /// <param name="count">How many frames.</param>
    /// <param name="fill">What is put there. The default value is <see cref="MaskFill.Mean"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">The frames are not all in the spectrogram.</exception>
    public static MelSpectrogram MaskFrames(MelSpectrogram spectrogram, int first, int count, MaskFill fill = MaskFill.Mean)
    {
        MelSpectrogram copy = Copy(spectrogram);
        RequireWithin(first, count, copy.Frames, "frames");
        SpectrogramGrid.FillFrames(copy.Values, copy.Frames, first, count, Value(spectrogram, fill));
        return copy;
    }

    /// <summary>Moves everything later; what leaves at the end comes in at the beginning.</summary>
    /// <param name="spectrogram">The spectrogram.</param>
    /// <param name="frames">By how many frames; negative is earlier.</param>
    public static MelSpectrogram ShiftTime(MelSpectrogram spectrogram, int frames)
    {
        ArgumentNullException.ThrowIfNull(spectrogram);
        int width = spectrogram.Frames;
        return Repeat(spectrogram, ((-frames % width) + width) % width, width);
    }

    /// <summary>Takes a piece of the time and repeats it until the spectrogram is as wide as before.</summary>
    /// <param name="spectrogram">The spectrogram.</param>
    /// <param name="first">The piece's first frame.</param>
    /// <param name="count">Its number of frames.</param>
    /// <exception cref="ArgumentOutOfRangeException">The piece is empty or not within the spectrogram.</exception>
    public static MelSpectrogram CropTime(MelSpectrogram spectrogram, int first, int count)
    {
        ArgumentNullException.ThrowIfNull(spectrogram);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        RequireWithin(first, count, spectrogram.Frames, "frames");
        return Repeat(spectrogram, first, count);
    }

    /// <summary>
    /// Shifts the pitch by moving the bands: each takes the value of the place whose frequency, times 2^(semitones / 12), is its own, with
    /// linear interpolation between bands; beyond the edges the edge band is repeated. The spectrogram's options say where its bands lie.
    /// </summary>
    /// <param name="spectrogram">The spectrogram.</param>
    /// <param name="semitones">How far up.</param>
    /// <exception cref="ArgumentOutOfRangeException">The shift is no finite number.</exception>
    public static MelSpectrogram WarpFrequency(MelSpectrogram spectrogram, double semitones)
    {
        MelSpectrogram copy = Copy(spectrogram);
        if (!double.IsFinite(semitones))
            throw new ArgumentOutOfRangeException(nameof(semitones), semitones, "Must be a finite number of semitones.");
        MelOptions o = spectrogram.Options;
        double factor = Math.Pow(2, -semitones / 12);
        double low = MelFrequency.FromHertz(o.MinFrequency, o.MelScale);
        double perBand = (MelFrequency.FromHertz(o.UpperFrequency, o.MelScale) - low) / (copy.Mels + 1);
        var below = new float[copy.Frames];
        for (int mel = 0; mel < copy.Mels; mel++)
        {
            double hertz = MelFrequency.ToHertz(low + (mel + 1) * perBand, o.MelScale) * factor;
            double place = Math.Clamp((MelFrequency.FromHertz(hertz, o.MelScale) - low) / perBand - 1, 0, copy.Mels - 1);
            int under = Math.Min((int)place, Math.Max(0, copy.Mels - 2));
            float share = (float)(place - under);
            Span<float> row = copy.Values.AsSpan(mel * copy.Frames, copy.Frames);
            TensorPrimitives.Multiply(spectrogram.Band(under), 1 - share, below);
            TensorPrimitives.MultiplyAdd(spectrogram.Band(Math.Min(under + 1, copy.Mels - 1)), share, below, row);
        }
        return copy;
    }

    /// <summary>
    /// Turns the balance of highs and lows, as a tone control does, about 1 kHz; bands more than four octaves away change no further.
    /// Silence stays silent. A spectrogram in decibels is then brought back to a maximum of 0 dB, since its decibels are relative to that.
    /// </summary>
    /// <param name="spectrogram">The spectrogram.</param>
    /// <param name="decibelsPerOctave">How much louder each octave up is; negative is darker.</param>
    /// <exception cref="ArgumentOutOfRangeException">The slope is no finite number.</exception>
    /// <exception cref="ArgumentException">The spectrogram is not compressed.</exception>
    public static MelSpectrogram Tilt(MelSpectrogram spectrogram, double decibelsPerOctave)
    {
        MelSpectrogram copy = Copy(spectrogram);
        if (!double.IsFinite(decibelsPerOctave))
            throw new ArgumentOutOfRangeException(nameof(decibelsPerOctave), decibelsPerOctave, "Must be a finite number of decibels.");
        MelOptions o = spectrogram.Options;
        var units = SpectrogramUnits.Of(o);
        double[] edges = MelFrequency.Edges(o.MinFrequency, o.UpperFrequency, copy.Mels, o.MelScale);
        float[] offsets = [.. edges[1..^1].Select(mel =>
            (float)(units.PerDecibel * decibelsPerOctave * Math.Clamp(
                Math.Log2(MelFrequency.ToHertz(mel, o.MelScale) / PivotHertz), -4, 4)))];
        SpectrogramGrid.AddToBands(copy.Values, copy.Frames, offsets);
        float lift = o.Compression == MelCompression.Decibels ? -TensorPrimitives.Max<float>(copy.Values) : 0;
        for (int i = 0; i < copy.Values.Length; i++)
            copy.Values[i] = spectrogram.Values[i] <= units.Floor ? units.Floor : Math.Max(copy.Values[i] + lift, units.Floor);
        return copy;
    }

    /// <summary>Lays two spectrograms over each other (H. Zhang et al., "mixup", 2018).</summary>
    /// <param name="first">The first.</param>
    /// <param name="second">The second, of as many bands; repeated or cut to the first one's width.</param>
    /// <param name="firstShare">The weight of the first, 0…1; the second has the rest.</param>
    /// <exception cref="ArgumentException">The numbers of bands differ.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The share is outside 0…1.</exception>
    public static MixedSpectrogram Mixup(MelSpectrogram first, MelSpectrogram second, double firstShare)
    {
        MelSpectrogram copy = Copy(first), other = Widen(first, second);
        RequireShare(firstShare);
        SpectrogramGrid.Mix(first.Values, other.Values, (float)firstShare, copy.Values);
        return new MixedSpectrogram(copy, firstShare);
    }

    /// <summary>
    /// Replaces a rectangle of one spectrogram by the same place of another (S. Yun et al., "CutMix", 2019). The rectangle has √(1 − share)
    /// of either side around a random middle and is cut off at the edges; the share that is given back is the one that is really left.
    /// </summary>
    /// <param name="first">The first.</param>
    /// <param name="second">The second, of as many bands; repeated or cut to the first one's width.</param>
    /// <param name="firstShare">The least share of the first that is left, 0…1.</param>
    /// <param name="seed">Decides the place. The default value is 1.</param>
    /// <exception cref="ArgumentException">The numbers of bands differ.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The share is outside 0…1.</exception>
    public static MixedSpectrogram CutMix(MelSpectrogram first, MelSpectrogram second, double firstShare, int seed = 1)
    {
        MelSpectrogram copy = Copy(first), other = Widen(first, second);
        RequireShare(firstShare);
        GridArea area = GridArea.Draw(new RandomStream(seed, 0, 0), copy.Mels, copy.Frames, firstShare);
        SpectrogramGrid.Paste(other.Values, copy.Values, copy.Frames, area);
        return new MixedSpectrogram(copy, area.Left(copy.Mels, copy.Frames));
    }

    private static MelSpectrogram Copy(MelSpectrogram spectrogram)
    {
        ArgumentNullException.ThrowIfNull(spectrogram);
        return new MelSpectrogram([.. spectrogram.Values], spectrogram.Mels, spectrogram.Frames, spectrogram.Options);
    }

    private static float Value(MelSpectrogram spectrogram, MaskFill fill) => fill == MaskFill.Mean
        ? TensorPrimitives.Sum<float>(spectrogram.Values) / spectrogram.Values.Length
        : SpectrogramUnits.Of(spectrogram.Options).Floor;

    /// <summary>As wide as <paramref name="spectrogram"/>: the frames of a piece, over and over.</summary>
    private static MelSpectrogram Repeat(MelSpectrogram spectrogram, int first, int count, int? width = null)
    {
        int frames = width ?? spectrogram.Frames;
        var values = new float[spectrogram.Mels * frames];
        for (int mel = 0; mel < spectrogram.Mels; mel++)
        {
            ReadOnlySpan<float> band = spectrogram.Band(mel);
            for (int t = 0; t < frames; t++)
                values[mel * frames + t] = band[(first + t % count) % spectrogram.Frames];
        }
        return new MelSpectrogram(values, spectrogram.Mels, frames, spectrogram.Options);
    }

    private static MelSpectrogram Widen(MelSpectrogram first, MelSpectrogram second)
    {
        ArgumentNullException.ThrowIfNull(second);
        if (first.Mels != second.Mels)
            throw new ArgumentException(
                $"The spectrograms have {first.Mels} and {second.Mels} bands; both must have as many.",
                nameof(second));
        return first.Frames == second.Frames ? second : Repeat(second, 0, second.Frames, first.Frames);
    }

    private static void RequireShare(double share)
    {
        if (!(share is >= 0 and <= 1))
            throw new ArgumentOutOfRangeException(nameof(share), share, "A share lies between 0 and 1.");
    }

    private static void RequireWithin(int first, int count, int size, string what)
    {
        if (first < 0 || count < 0 || first > size - count)
            throw new ArgumentOutOfRangeException(
                nameof(first), first, $"{count} {what} from {first} on are not within the spectrogram's {size}.");
    }
}
