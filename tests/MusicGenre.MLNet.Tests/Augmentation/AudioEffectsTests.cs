using CsCheck;
using MusicGenre.MLNet.Audio;
using MusicGenre.MLNet.Augmentation;
using MusicGenre.MLNet.Spectrograms;

namespace MusicGenre.MLNet.Tests.Augmentation;

/// <summary>Noise, gain, filters, MP3.</summary>
public sealed class AudioEffectsTests
{
    [Test]
    public void Noise_lies_as_far_below_as_asked() =>
        Gen.Select(Gen.Double[-10, 60], Gen.Int[0, 1], Gen.Int[1, 1000]).Sample((ratio, color, seed) =>
        {
            AudioClip tone = Tones.Sine(440);
            AudioClip noisy = AudioEffects.AddNoise(tone, ratio, (NoiseColor)color, seed);
            float[] noise = [.. noisy.Samples.ToArray().Zip(tone.Samples.ToArray(), (a, b) => a - b)];
            double measured = 20 * Math.Log10(Signals.Rms(tone.Samples.Span) / Signals.Rms(noise));
            return Math.Abs(measured - ratio) < 0.05;
        }, iter: 30, seed: "0000KCG3uzI1", threads: 1);

    [TestCase(NoiseColor.White, 0)]
    [TestCase(NoiseColor.Pink, -3.01)]
    public void Noise_falls_by_so_many_decibels_an_octave(NoiseColor color, double slope)
    {
        var silence = new AudioClip(Signals.Sine(0.01, 44_100, 20 * 44_100, 1e-3), 44_100);
        AudioClip noise = AudioEffects.AddNoise(silence, -60, color);
        var stft = new Stft(MelOptions.Librosa with { SampleRate = 44_100 });
        float[] power = stft.Spectrogram(noise.Samples.Span);
        int frames = power.Length / stft.Bins;
        double[] octaves = [.. Enumerable.Range(0, 6).Select(o => 10 * Math.Log10(Density(power, frames, 200 << o, 44_100.0 / 2048)))];
        for (int o = 1; o < octaves.Length; o++)
            Assert.That(octaves[o] - octaves[o - 1], Is.EqualTo(slope).Within(0.7), $"octave {o}");
        Assert.That(octaves[^1] - octaves[0], Is.EqualTo(5 * slope).Within(1));
    }

    [TestCase(-12)]
    [TestCase(6)]
    public void Gain_is_exact(double decibels)
        => Assert.That(Tones.LouderBy(AudioEffects.Gain(Tones.Sine(440), decibels), Tones.Sine(440)), Is.EqualTo(decibels).Within(1e-3));

    [Test]
    public void Filters_are_Butterworth() => Gen.Select(Gen.Double[300, 2000], Gen.Double[-2, 2]).Sample((corner, octaves) =>
    {
        // |H|² = 1 / (1 + (f/fc)^4) for a low-pass of the second order, on the warped frequency axis of the bilinear transform.
        double hertz = corner * Math.Pow(2, octaves);
        double ratio = Math.Tan(Math.PI * hertz / Tones.Rate) / Math.Tan(Math.PI * corner / Tones.Rate);
        AudioClip tone = Tones.Sine(hertz);
        Assert.That(Tones.LouderBy(AudioEffects.LowPass(tone, corner), tone),
            Is.EqualTo(-10 * Math.Log10(1 + Math.Pow(ratio, 4))).Within(0.1));
        Assert.That(Tones.LouderBy(AudioEffects.HighPass(tone, corner), tone),
            Is.EqualTo(-10 * Math.Log10(1 + Math.Pow(ratio, -4))).Within(0.1));
    }, iter: 40, seed: "0000KCG3uzI1", threads: 1);

    [Test]
    public void A_filter_without_effect_or_without_rest_is_told_apart()
    {
        AudioClip tone = Tones.Sine(440);
        Assert.That(AudioEffects.LowPass(tone, 20_000), Is.SameAs(tone));
        Assert.That(() => AudioEffects.HighPass(tone, 20_000),
            Throws.TypeOf<ArgumentOutOfRangeException>().With.Message.Contains("11025 Hz"));
        Assert.That(() => AudioEffects.LowPass(tone, 0), Throws.TypeOf<ArgumentOutOfRangeException>());
    }

    [TestCase(22_050)]
    [TestCase(44_100)]
    [TestCase(15_000)]
    public void Mp3_keeps_length_and_time_and_loses_something(int rate)
    {
        float[] samples = new float[2 * rate];
        float[] noise = Signals.Noise(3, samples.Length);
        for (int i = 0; i < samples.Length; i++)
            samples[i] = noise[i] * (i / (rate / 4) % 2 == 0 ? 1f : 0.05f) * 2.5f;
        var clip = new AudioClip(samples, rate);
        AudioClip coded = AudioEffects.Mp3(clip, 32);
        Assert.That(coded.Samples.Length, Is.EqualTo(samples.Length));
        Assert.That(coded.SampleRate, Is.EqualTo(rate));
        int lag = Enumerable.Range(-60, 121).MaxBy(l => Correlation(samples, coded.Samples.Span, l));
        Assert.That(lag, Is.Zero);
        Assert.That(Correlation(samples, coded.Samples.Span, 0), Is.InRange(0.3, 0.995));
        Assert.That(coded.Peak, Is.GreaterThan(1), "beyond full scale, as it was");
    }

    [Test]
    public void Effects_leave_the_clip_as_it_was()
    {
        AudioClip tone = Tones.Sine(440);
        float[] before = tone.Samples.ToArray();
        AudioEffects.TimeStretch(tone, 1.2);
        AudioEffects.PitchShift(tone, 1);
        AudioEffects.AddNoise(tone, 0);
        AudioEffects.Gain(tone, 3);
        AudioEffects.LowPass(tone, 300);
        AudioEffects.HighPass(tone, 300);
        Assert.That(tone.Samples.ToArray(), Is.EqualTo(before));
    }

    private static double Density(float[] power, int frames, double from, double hertzPerBin)
    {
        int first = (int)(from / hertzPerBin), last = (int)(2 * from / hertzPerBin);
        return Enumerable.Range(first, last - first).Average(bin => power.AsSpan(bin * frames, frames).ToArray().Average());
    }

    private static double Correlation(ReadOnlySpan<float> a, ReadOnlySpan<float> b, int lag)
    {
        double ab = 0, aa = 0, bb = 0;
        for (int i = 100; i < a.Length - 100; i++)
            (ab, aa, bb) = (ab + (double)a[i] * b[i + lag], aa + (double)a[i] * a[i], bb + (double)b[i + lag] * b[i + lag]);
        return ab / Math.Sqrt(aa * bb);
    }
}
