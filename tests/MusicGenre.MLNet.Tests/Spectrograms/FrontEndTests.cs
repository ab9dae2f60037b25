using MusicGenre.MLNet.Spectrograms;

namespace MusicGenre.MLNet.Tests.Spectrograms;

/// <summary>The front ends of public networks against what those networks were given.</summary>
public sealed class FrontEndTests
{
    [Test]
    [Category(SharedData.Category)]
    public void Efficient_at_log_mel()
    {
        float[] samples = SharedData.ReadFloats(SharedData.Get("models", "efficientat", "ref.pcm32k.f32"));
        float[] expected = SharedData.ReadFloats(SharedData.Get("models", "efficientat", "ref.logmel.f32"));
        MelSpectrogram mel = new MelSpectrogramExtractor(MelOptions.EfficientAt).Compute(samples);
        Assert.That((mel.Mels, mel.Frames), Is.EqualTo((128, 500)));
        double difference = Golden.LargestDifference(mel.Values, expected, relative: false);
        TestContext.Out.WriteLine($"EfficientAT log-mel: largest difference {difference:g3}");
        Assert.That(difference, Is.LessThan(1e-3));
    }

    [Test]
    public void Musicnn_patch_of187_frames_by96_bands()
    {
        float[] samples = Signals.Noise(1, 186 * 256);
        MelSpectrogram mel = new MelSpectrogramExtractor(MelOptions.Musicnn).Compute(samples);
        Assert.That((mel.Frames, mel.Mels), Is.EqualTo((187, 96)));

        // librosa.feature.melspectrogram(sr=16000, n_fft=512, hop_length=256, n_mels=96), then log10(10000·S + 1), one frame by its
        // definition.
        double[] power = Spectrum(samples, 100 * 256 - 256, 512, 512, power: true);
        float[] bank = new MelFilterBank(MelOptions.Musicnn).ToDense();
        for (int band = 0; band < 96; band++)
        {
            double sum = Enumerable.Range(0, 257).Sum(bin => bank[band * 257 + bin] * power[bin]);
            Assert.That(mel[band, 100], Is.EqualTo(Math.Log10(10000 * sum + 1)).Within(1e-5), $"band {band}");
        }
    }

    [Test]
    public void Yamnet_patch_of96_frames_by64_bands()
    {
        float[] samples = Signals.Noise(2, 15600);
        MelSpectrogram mel = new MelSpectrogramExtractor(MelOptions.Yamnet).Compute(samples);
        Assert.That((mel.Frames, mel.Mels), Is.EqualTo((96, 64)));

        // Frame 50 of tf.signal.stft(frame_length=400, frame_step=160, fft_length=512) by its definition.
        double[] magnitude = Spectrum(samples, 50 * 160, 400, 512, power: false);
        double low = Mel(125), step = (Mel(7500) - low) / 65;
        for (int band = 0; band < 64; band++)
        {
            double sum = 0;
            for (int bin = 1; bin < 257; bin++)
            {
                double at = (Mel(bin * 31.25) - low) / step - band;
                sum += magnitude[bin] * Math.Max(0, Math.Min(at, 2 - at));
            }
            Assert.That(mel[band, 50], Is.EqualTo(Math.Log(sum + 0.001)).Within(1e-5), $"band {band}");
        }

        static double Mel(double hertz) => 1127 * Math.Log(1 + hertz / 700);
    }

    [Test]
    [Category(SharedData.Category)]
    public void Real_music_has_the_range_of_musicnns_reference_input()
    {
        float[] reference = SharedData.ReadFloats(SharedData.Get("models", "musicnn", "MSD_musicnn.x.f32"));
        // The rate is not musicnn's; the levels do not depend on that.
        float[] samples = Signals.ReadSimpleWav(SharedData.Get("data", "gtzan-mini", "blues", "blues.00000.wav"));
        float[] values = new MelSpectrogramExtractor(MelOptions.Musicnn).Compute(samples).Values;
        Assert.That(values.Min(), Is.GreaterThanOrEqualTo(0));
        Assert.That(values.Max(), Is.InRange(reference.Max() / 2, reference.Max() * 2));
    }

    [Test]
    [Category(SharedData.Category)]
    public void Efficient_ats_reference_needs_every_part_of_its_front_end()
    {
        // Each change alone must be seen, or the comparison above would prove little.
        float[] samples = SharedData.ReadFloats(SharedData.Get("models", "efficientat", "ref.pcm32k.f32"));
        float[] expected = SharedData.ReadFloats(SharedData.Get("models", "efficientat", "ref.logmel.f32"));
        MelOptions right = MelOptions.EfficientAt;
        MelOptions[] wrong =
        [
            right with { Window = WindowFunction.Hann },
            right with { WindowLength = 798 },
            right with { Padding = PaddingMode.Zero },
            right with { PreEmphasis = 0.96f },
            right with { MelScale = MelScale.Htk },
            right with { MaxFrequency = 15100 },
            right with { LogOffset = 2e-5f },
        ];
        foreach (MelOptions options in wrong)
        {
            float[] values = new MelSpectrogramExtractor(options).Compute(samples).Values;
            Assert.That(Golden.LargestDifference(values, expected, relative: false), Is.GreaterThan(1e-3), options.ToString());
        }
    }

    private static double[] Spectrum(float[] samples, int start, int window, int fft, bool power)
    {
        var result = new double[fft / 2 + 1];
        for (int k = 0; k < result.Length; k++)
        {
            double re = 0, im = 0;
            for (int n = 0; n < window; n++)
            {
                double value = samples[start + n] * (0.5 - 0.5 * Math.Cos(2 * Math.PI * n / window));
                re += value * Math.Cos(2 * Math.PI * k * n / fft);
                im -= value * Math.Sin(2 * Math.PI * k * n / fft);
            }
            result[k] = power ? re * re + im * im : Math.Sqrt(re * re + im * im);
        }
        return result;
    }
}
