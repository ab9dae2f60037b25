using System.Numerics.Tensors;
using MusicGenre.MLNet.Audio;
using MusicGenre.MLNet.Augmentation;
using MusicGenre.MLNet.Common;
using MusicGenre.MLNet.Spectrograms;
using MusicGenre.MLNet.Spectrograms.Figures;
using SkiaSharp;

namespace MusicGenre.MLNet.Cli.Augmenting;

/// <summary>A clip beside each of its augmentations, labelled, as one picture: to see what a plan's steps do.</summary>
internal static class AugmentationGallery
{
    /// <summary>How much of a clip is drawn, in seconds.</summary>
    public const int Seconds = 8;

    private const int Columns = 4;
    private const int PanelWidth = 600, PanelHeight = 300, Margin = 10;

    private static readonly MelOptions Power = MelOptions.Librosa with { Compression = MelCompression.None };

    /// <summary>Draws a gallery.</summary>
    /// <param name="clip">The clip; its first <see cref="Seconds"/> are drawn.</param>
    /// <param name="partner">Another clip, for what mixes two.</param>
    /// <param name="title">What the clip is called; too long a name is cut.</param>
    /// <param name="cancellationToken">Stops between two panels.</param>
    /// <returns>The bytes of a PNG.</returns>
    /// <exception cref="ArgumentException">A clip is empty or not finite.</exception>
    /// <exception cref="FfmpegNotFoundException">There is no ffmpeg, which the MP3 panel needs.</exception>
    public static byte[] Render(AudioClip clip, AudioClip partner, string title, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(clip);
        ArgumentNullException.ThrowIfNull(partner);
        ArgumentNullException.ThrowIfNull(title);
        IReadOnlyList<(string Label, MelSpectrogram Spectrogram)> panels = Panels(
            Beginning(clip), Beginning(partner), title, cancellationToken);
        int rows = (panels.Count + Columns - 1) / Columns;
        var info = new SKImageInfo(Columns * PanelWidth + 2 * Margin, rows * PanelHeight + 2 * Margin, SKColorType.Rgba8888,
            SKAlphaType.Premul);
        using SKSurface surface = SKSurface.Create(info) ?? throw new InvalidOperationException("No memory for the gallery.");
        surface.Canvas.Clear(SKColors.White);
        foreach ((int i, (string label, MelSpectrogram spectrogram)) in panels.Index())
        {
            cancellationToken.ThrowIfCancellationRequested();
            var options = new FigureOptions { Width = PanelWidth, Height = PanelHeight, FontSize = 16, ColorBar = false, Title = label };
            using SKBitmap panel = SKBitmap.Decode(SpectrogramFigure.Render(spectrogram, options));
            surface.Canvas.DrawBitmap(panel, Margin + i % Columns * PanelWidth, Margin + i / Columns * PanelHeight);
        }
        using SKImage image = surface.Snapshot();
        using SKData? data = image.Encode(SKEncodedImageFormat.Png, 100);
        return data?.ToArray() ?? throw new InvalidOperationException("Skia could not encode the gallery.");
    }

    /// <summary>Draws a gallery and saves it as PNG. It is written beside its place and then moved there.</summary>
    /// <param name="clip">The clip; its first <see cref="Seconds"/> are drawn.</param>
    /// <param name="partner">Another clip, for what mixes two.</param>
    /// <param name="title">What the clip is called; too long a name is cut.</param>
    /// <param name="path">Where; a file that is there is replaced.</param>
    /// <param name="cancellationToken">Stops between two panels.</param>
    /// <inheritdoc cref="Render" path="/exception"/>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Save(AudioClip clip, AudioClip partner, string title, string path, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        AtomicFile.Write(path, Render(clip, partner, title, cancellationToken));
    }

    private static IReadOnlyList<(string, MelSpectrogram)> Panels(AudioClip clip, AudioClip partner, string title, CancellationToken ct)
    {
        var power = new MelSpectrogramExtractor(Power);
        // All that is heard is drawn on the original's scale, so that what is softer is darker.
        float loudest = Math.Max(TensorPrimitives.Max<float>(power.Compute(clip).Values), 1e-10f);
        MelSpectrogram original = Draw(clip), other = Draw(partner);
        int width = original.Frames;
        MelSpectrogram bands = SpectrogramEffects.MaskBands(SpectrogramEffects.MaskBands(original, 20, 14), 75, 10, MaskFill.Floor);
        MelSpectrogram frames = SpectrogramEffects.MaskFrames(
            SpectrogramEffects.MaskFrames(original, width / 5, width / 10), width / 2, width / 8, MaskFill.Floor);
        MixedSpectrogram cut = SpectrogramEffects.CutMix(original, other, 0.7, seed: 3);
        return
        [
            ($"original: {title}", original),
            ("time stretch: 0.8 times as fast", Draw(AudioEffects.TimeStretch(clip, 0.8, ct))),
            ("time stretch: 1.25 times as fast", Draw(AudioEffects.TimeStretch(clip, 1.25, ct))),
            ("pitch shift: 4 semitones up", Draw(AudioEffects.PitchShift(clip, 4, ct))),
            ("pitch shift: 4 semitones down", Draw(AudioEffects.PitchShift(clip, -4, ct))),
            ("noise: white, 15 dB below", Draw(AudioEffects.AddNoise(clip, 15))),
            ("noise: pink, 15 dB below", Draw(AudioEffects.AddNoise(clip, 15, NoiseColor.Pink))),
            ("gain: 12 dB softer", Draw(AudioEffects.Gain(clip, -12))),
            ("low-pass: 2 kHz", Draw(AudioEffects.LowPass(clip, 2000))),
            ("high-pass: 400 Hz", Draw(AudioEffects.HighPass(clip, 400))),
            ("MP3: 24 kbit/s", Draw(AudioEffects.Mp3(clip, 24, ct))),
            ("frequency warp: 4 semitones up", SpectrogramEffects.WarpFrequency(original, 4)),
            ("tilt: 4 dB an octave brighter", SpectrogramEffects.Tilt(original, 4)),
            ("tilt: 4 dB an octave darker", SpectrogramEffects.Tilt(original, -4)),
            ("band masks: mean, floor", bands),
            ("frame masks: mean, floor", frames),
            ("time shift: a third of the width", SpectrogramEffects.ShiftTime(original, width / 3)),
            ("crop: 40 %, repeated", SpectrogramEffects.CropTime(original, width / 4, Math.Max(1, width * 2 / 5))),
            ("mixup: 0.6 of it", SpectrogramEffects.Mixup(original, other, 0.6).Spectrogram),
            (FormattableString.Invariant($"CutMix: {cut.FirstShare:0.00} of it"), cut.Spectrogram),
        ];

        MelSpectrogram Draw(AudioClip sound)
        {
            MelSpectrogram drawn = power.Compute(sound);
            float[] decibels = [.. drawn.Values
                .Select(v => Math.Clamp(10 * MathF.Log10(Math.Max(v, 1e-10f) / loudest), -MelOptions.Librosa.DynamicRange, 0))];
            return new MelSpectrogram(decibels, drawn.Mels, drawn.Frames, MelOptions.Librosa);
        }
    }

    private static AudioClip Beginning(AudioClip clip)
    {
        AudioClip resampled = clip.Resample(MelOptions.Librosa.SampleRate);
        return resampled.Slice(0, Math.Min(resampled.Samples.Length, Seconds * resampled.SampleRate));
    }
}
