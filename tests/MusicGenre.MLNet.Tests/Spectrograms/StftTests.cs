using CsCheck;
using MusicGenre.MLNet.Spectrograms;

namespace MusicGenre.MLNet.Tests.Spectrograms;

public sealed class StftTests
{
    private static readonly MelOptions Small = MelOptions.Librosa with { FftSize = 16, WindowLength = 12, HopLength = 5, MelBands = 4 };

    private static readonly Gen<MelOptions> SomeOptions =
        from fft in Gen.OneOf(8, 16, 20, 64)
        from window in Gen.Int[2, 8]
        from hop in Gen.Int[1, 20]
        from function in Gen.Enum<WindowFunction>()
        from padding in Gen.Enum<PaddingMode>()
        from centered in Gen.Bool
        from emphasis in Gen.OneOf(0, 0.5f, 0.97f)
        from power in Gen.Int[1, 2]
        select Small with
        {
            FftSize = fft,
            WindowLength = window,
            HopLength = hop,
            Window = function,
            Padding = padding,
            Centered = centered,
            PreEmphasis = emphasis,
            Power = power,
        };

    [Test]
    public void Equals_the_definition_for_any_options_and_length() => Gen.Select(SomeOptions, Gen.Float[-1, 1].Array[2, 90]).Sample(
        (options, samples) =>
        {
            var stft = new Stft(options);
            float[] actual = stft.Spectrogram(samples);
            double[] expected = Definition(samples, options);
            return actual.Length == expected.Length && actual.Zip(expected, (a, e) => Math.Abs(a - e) < 1e-5 * (1 + e)).All(ok => ok);
        },
        iter: 500);

    [TestCase(1, true, 1)]
    [TestCase(4, true, 1)]
    [TestCase(5, true, 2)]
    [TestCase(30, true, 7)]
    [TestCase(1, false, 1)]
    [TestCase(12, false, 1)]
    [TestCase(16, false, 1)]
    [TestCase(17, false, 2)]
    public void Frame_count(int samples, bool centered, int frames) =>
        Assert.That(new Stft(Small with { Centered = centered }).FrameCount(samples), Is.EqualTo(frames));

    [Test]
    public void No_samples_are_refused() =>
        Assert.That(() => new Stft(Small).FrameCount(0), Throws.ArgumentException.With.Message.Contains("no samples"));

    [Test]
    public void One_sample_is_too_few_for_pre_emphasis() =>
        Assert.That(() => new Stft(Small with { PreEmphasis = 0.97f }).FrameCount(1),
            Throws.ArgumentException.With.Message.Contains("needs two"));

    [Test]
    public void A_tone_of_full_scale_has_the_magnitude_of_half_the_windows_sum()
    {
        float[] samples = [.. Enumerable.Range(0, 22050).Select(n => (float)Math.Sin(2 * Math.PI * 100 / 2048 * n))];
        float[] magnitude = new Stft(MelOptions.Librosa with { Power = 1 }).Spectrogram(samples);
        int frames = magnitude.Length / 1025;
        Assert.That(magnitude[100 * frames + 20], Is.EqualTo(512).Within(0.01));
    }

    /// <summary>numpy in slow motion: filter, pad, frame, window, DFT.</summary>
    private static double[] Definition(float[] samples, MelOptions o)
    {
        double[] x = o.PreEmphasis == 0
            ? [.. samples.Select(v => (double)v)]
            : [.. samples.Skip(1).Zip(samples, (next, now) => next - (double)o.PreEmphasis * now)];
        int pad = o.Centered ? o.FftSize / 2 : 0;
        int frames = o.Centered ? 1 + x.Length / o.HopLength : 1 + Math.Max(0, x.Length - o.WindowLength) / o.HopLength;
        int lead = o.Centered ? (o.FftSize - o.WindowLength) / 2 : 0;
        var result = new double[o.Bins * frames];
        for (int t = 0; t < frames; t++)
        {
            for (int k = 0; k < o.Bins; k++)
            {
                double re = 0, im = 0;
                for (int n = 0; n < o.WindowLength; n++)
                {
                    int period = o.Window == WindowFunction.Hann ? o.WindowLength : o.WindowLength - 1;
                    double value = At(x, t * o.HopLength - pad + lead + n, o) * (0.5 - 0.5 * Math.Cos(2 * Math.PI * n / period));
                    re += value * Math.Cos(2 * Math.PI * k * (lead + n) / o.FftSize);
                    im -= value * Math.Sin(2 * Math.PI * k * (lead + n) / o.FftSize);
                }
                double power = re * re + im * im;
                result[k * frames + t] = o.Power == 2 ? power : Math.Sqrt(power);
            }
        }
        return result;
    }

    private static double At(double[] x, int index, MelOptions o)
    {
        // Reflection by walking: turn round at each end, as often as it takes.
        if (index >= 0 && index < x.Length)
            return x[index];
        if (!o.Centered || o.Padding == PaddingMode.Zero)
            return 0;
        while (x.Length > 1 && (index < 0 || index >= x.Length))
            index = index < 0 ? -index : 2 * (x.Length - 1) - index;
        return x[x.Length > 1 ? index : 0];
    }
}
