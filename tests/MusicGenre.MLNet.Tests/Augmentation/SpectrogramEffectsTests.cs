using CsCheck;
using MusicGenre.MLNet.Augmentation;
using MusicGenre.MLNet.Spectrograms;

namespace MusicGenre.MLNet.Tests.Augmentation;

public sealed class SpectrogramEffectsTests
{
    private const int Mels = 32, Frames = 40;

    private static readonly MelOptions Decibels = MelOptions.Librosa with { MelBands = Mels };
    private static readonly MelOptions Logarithms = MelOptions.EfficientAt with { MelBands = Mels };

    private static readonly Gen<(int First, int Count)> PartOfMels = Part(Mels), PartOfFrames = Part(Frames);

    [Test]
    public void A_mask_hides_whole_bands_and_leaves_the_others() => Gen.Select(PartOfMels, Gen.Bool).Sample((part, mean) =>
    {
        MelSpectrogram before = Noise(1, Decibels),
            after = SpectrogramEffects.MaskBands(before, part.First, part.Count, mean ? MaskFill.Mean : MaskFill.Floor);
        float fill = mean ? before.Values.Average() : -80;
        for (int mel = 0; mel < Mels; mel++)
            for (int t = 0; t < Frames; t++)
                Assert.That(after[mel, t], Is.EqualTo(mel >= part.First && mel < part.First + part.Count ? fill : before[mel, t]).Within(
                    1e-4));
    }, iter: 20, seed: "0000KCG3uzI1", threads: 1);

    [Test]
    public void A_mask_hides_whole_frames_and_leaves_the_others() => PartOfFrames.Sample(part =>
    {
        MelSpectrogram before = Noise(1, Logarithms), after = SpectrogramEffects.MaskFrames(before, part.First, part.Count, MaskFill.Floor);
        float silence = (MathF.Log(1e-5f) + 4.5f) / 5;
        for (int mel = 0; mel < Mels; mel++)
            for (int t = 0; t < Frames; t++)
                Assert.That(after[mel, t], Is.EqualTo(t >= part.First && t < part.First + part.Count ? silence : before[mel, t]).Within(
                    1e-4));
    }, iter: 20, seed: "0000KCG3uzI1", threads: 1);

    [Test]
    public void A_shift_in_time_loses_nothing_and_can_be_undone() => Gen.Int[-100, 100].Sample(by =>
    {
        MelSpectrogram before = Noise(1, Decibels), after = SpectrogramEffects.ShiftTime(before, by);
        Assert.That(after[3, ((7 + by) % Frames + Frames) % Frames], Is.EqualTo(before[3, 7]));
        Assert.That(SpectrogramEffects.ShiftTime(after, -by).Values, Is.EqualTo(before.Values));
    }, iter: 20, seed: "0000KCG3uzI1", threads: 1);

    [Test]
    public void A_crop_is_repeated_to_the_old_width() => PartOfFrames.Where(p => p.Count > 0).Sample(part =>
    {
        MelSpectrogram before = Noise(1, Decibels), after = SpectrogramEffects.CropTime(before, part.First, part.Count);
        for (int t = 0; t < Frames; t++)
            Assert.That(after[5, t], Is.EqualTo(before[5, part.First + t % part.Count]));
    }, iter: 20, seed: "0000KCG3uzI1", threads: 1);

    [Test]
    public void A_frequency_warp_moves_a_tone_to_where_the_shifted_tone_is() =>
        Gen.Select(Gen.Double[300, 3000], Gen.Double[-12, 12]).Sample((hertz, semitones) =>
        {
            MelSpectrogram warped = SpectrogramEffects.WarpFrequency(Spectrogram(hertz), semitones);
            int expected = Loudest(Spectrogram(hertz * Math.Pow(2, semitones / 12)));
            Assert.That(Loudest(warped), Is.EqualTo(expected).Within(1), $"{hertz} Hz, {semitones} semitones");
        }, iter: 40, seed: "0000KCG3uzI1", threads: 1);

    [Test]
    public void No_warp_and_no_tilt_change_nothing()
    {
        MelSpectrogram before = Spectrogram(440);
        Assert.That(SpectrogramEffects.WarpFrequency(before, 0).Values, Is.EqualTo(before.Values).Within(1e-3));
        Assert.That(SpectrogramEffects.Tilt(before, 0).Values, Is.EqualTo(before.Values).Within(1e-3));
    }

    [Test]
    public void A_tilt_adds_the_same_decibels_in_every_front_end()
    {
        // Two tones two octaves apart, both within four octaves of 1 kHz; logarithms of power have 10/ln 10 decibels a unit.
        var clip = new AudioTones(500, 2000);
        foreach ((MelOptions options, double decibelsPerUnit) in (
            (MelOptions, double)[])[(MelOptions.Librosa, 1), (MelOptions.EfficientAt, 5 * 10 / Math.Log(10)), (MelOptions.Musicnn, 10)])
        {
            MelSpectrogram before = clip.Spectrogram(options), after = SpectrogramEffects.Tilt(before, 3);
            (int low, int high) = (clip.BandOf(500, before), clip.BandOf(2000, before));
            int t = before.Frames / 2;
            double change = (after[high, t] - before[high, t] - (after[low, t] - before[low, t])) * decibelsPerUnit;
            Assert.That(change, Is.EqualTo(6).Within(0.6), options.Compression.ToString());
        }
    }

    [Test]
    public void A_tilted_picture_reaches_from_silence_to_0_dB_as_before()
    {
        var before = new MelSpectrogram([.. Noise(2, Decibels).Values.Select(v => v < -60 ? -80 : v)], Mels, Frames, Decibels);
        MelSpectrogram after = SpectrogramEffects.Tilt(before, -4);
        Assert.That(after.Values.Max(), Is.EqualTo(0).Within(1e-4));
        Assert.That(after.Values.Min(), Is.EqualTo(-80));
        for (int i = 0; i < before.Values.Length; i++)
            if (before.Values[i] == -80)
                Assert.That(after.Values[i], Is.EqualTo(-80), "silence stays silent");
    }

    [Test]
    public void Mixup_is_the_weighted_mean_and_says_the_weight()
    {
        MelSpectrogram a = Noise(1, Decibels), b = Noise(2, Decibels, Frames - 9);
        MixedSpectrogram mixed = SpectrogramEffects.Mixup(a, b, 0.7);
        Assert.That(mixed.FirstShare, Is.EqualTo(0.7));
        for (int t = 0; t < Frames; t++)
            Assert.That(mixed.Spectrogram[4, t], Is.EqualTo(0.7f * a[4, t] + 0.3f * b[4, t % (Frames - 9)]).Within(1e-4));
    }

    [Test]
    public void CutMix_is_a_rectangle_of_the_other_and_says_how_much_is_left()
        => Gen.Select(Gen.Double[0, 1], Gen.Int[1, 10_000]).Sample((share, seed) =>
    {
        MelSpectrogram a = Noise(1, Decibels), b = Noise(2, Decibels);
        MixedSpectrogram mixed = SpectrogramEffects.CutMix(a, b, share, seed);
        int[] others = [.. Enumerable.Range(0, Mels * Frames).Where(i => mixed.Spectrogram.Values[i] == b.Values[i])];
        Assert.That(Enumerable.Range(0, Mels * Frames).Except(others).All(i => mixed.Spectrogram.Values[i] == a.Values[i]));
        Assert.That(mixed.FirstShare, Is.EqualTo(1 - (double)others.Length / (Mels * Frames)).Within(1e-5));
        Assert.That(mixed.FirstShare, Is.GreaterThanOrEqualTo(share - 0.1), "rounding to whole cells aside");
        if (others.Length > 0)
            Assert.That(
                others.Length,
                Is.EqualTo((others.Max(i => i / Frames) - others.Min(i => i / Frames) + 1) * (
                    others.Max(i => i % Frames) - others.Min(i => i % Frames) + 1)));
    }, iter: 60, seed: "0000KCG3uzI1", threads: 1);

    [Test]
    public void What_does_not_fit_is_named()
    {
        MelSpectrogram a = Noise(1, Decibels);
        var half = new MelSpectrogram(new float[Mels / 2 * Frames], Mels / 2, Frames, Decibels with { MelBands = Mels / 2 });
        Assert.That(() => SpectrogramEffects.MaskBands(a, 30, 3),
            Throws.TypeOf<ArgumentOutOfRangeException>().With.Message.Contains("spectrogram's 32"));
        Assert.That(() => SpectrogramEffects.Mixup(a, half, 0.5), Throws.ArgumentException.With.Message.Contains("32 and 16"));
        Assert.That(() => SpectrogramEffects.CutMix(a, a, 1.5), Throws.TypeOf<ArgumentOutOfRangeException>());
        var raw = new MelSpectrogram(a.Values, Mels, Frames, Decibels with { Compression = MelCompression.None });
        Assert.That(() => SpectrogramEffects.Tilt(raw, 1), Throws.ArgumentException.With.Message.Contains("not compressed"));
    }

    private static Gen<(int First, int Count)> Part(int size)
        => Gen.Select(Gen.Int[0, size], Gen.Int[0, size]).Where((a, b) => a <= b && a < size).Select((a, b) => (a, b - a));

    private static MelSpectrogram Noise(int seed, MelOptions options, int frames = Frames)
    {
        var random = new Random(seed);
        return new MelSpectrogram([.. Enumerable.Range(0, Mels * frames).Select(_ => -80 * random.NextSingle())], Mels, frames, options);
    }

    private static MelSpectrogram Spectrogram(double hertz)
        => new MelSpectrogramExtractor(MelOptions.Librosa).Compute(Tones.Sine(hertz, 0.5));

    private static int Loudest(MelSpectrogram spectrogram)
        => Enumerable.Range(0, spectrogram.Mels).MaxBy(mel => spectrogram[mel, spectrogram.Frames / 2]);

    private sealed class AudioTones(double low, double high)
    {
        public MelSpectrogram Spectrogram(MelOptions options)
        {
            float[] sum = [.. Signals.Sine(low, options.SampleRate, options.SampleRate).Zip(
                Signals.Sine(high, options.SampleRate, options.SampleRate), (a, b) => a + b)];
            return new MelSpectrogramExtractor(options).Compute(sum);
        }

        public int BandOf(double hertz, MelSpectrogram spectrogram)
        {
            double[] edges = MelFrequency.Edges(
                spectrogram.Options.MinFrequency, spectrogram.Options.UpperFrequency, spectrogram.Mels, spectrogram.Options.MelScale);
            return Enumerable.Range(0, spectrogram.Mels).MinBy(
                b => Math.Abs(MelFrequency.ToHertz(edges[b + 1], spectrogram.Options.MelScale) - hertz));
        }
    }
}
