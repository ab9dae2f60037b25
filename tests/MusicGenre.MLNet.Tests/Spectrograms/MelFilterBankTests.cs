using CsCheck;
using MusicGenre.MLNet.Spectrograms;

namespace MusicGenre.MLNet.Tests.Spectrograms;

public sealed class MelFilterBankTests
{
    private static readonly Gen<MelOptions> SomeOptions =
        from fft in Gen.OneOf(256, 400, 512, 1024, 2048)
        from rate in Gen.OneOf(8000, 16000, 22050, 44100)
        from bands in Gen.Int[1, 120]
        from low in Gen.Double[0, 500]
        from high in Gen.Double[1000, 4000]
        from scale in Gen.Enum<MelScale>()
        from normalization in Gen.Enum<MelNormalization>()
        select MelOptions.Librosa with
        {
            FftSize = fft,
            WindowLength = fft,
            SampleRate = rate,
            MelBands = bands,
            MinFrequency = low,
            MaxFrequency = high,
            MelScale = scale,
            MelNormalization = normalization,
        };

    [TestCaseSource(typeof(NamedSettings), nameof(NamedSettings.Cases))]
    public void No_band_of_a_named_setting_is_empty(MelOptions options)
    {
        var bank = new MelFilterBank(options);
        Assert.That(bank.EmptyBands, Is.Zero);
        float[] dense = bank.ToDense();
        for (int band = 0; band < bank.Bands; band++)
            Assert.That(dense.AsSpan(band * bank.Bins, bank.Bins).ToArray().Max(), Is.GreaterThan(0), $"band {band}");
    }

    [Test]
    public void Empty_bands_are_counted()
    {
        // Bins lie 86 Hz apart, the lowest of 128 HTK bands are about 25 Hz wide.
        var bank = new MelFilterBank(MelOptions.Librosa with { FftSize = 256, WindowLength = 256, MelScale = MelScale.Htk });
        float[] dense = bank.ToDense();
        int empty = Enumerable.Range(0, 128).Count(band => dense.AsSpan(band * 129, 129).IndexOfAnyExcept(0) < 0);
        Assert.That(empty, Is.GreaterThan(10));
        Assert.That(bank.EmptyBands, Is.EqualTo(empty));
    }

    [Test]
    public void Apply_equals_the_dense_product() => Gen.Select(SomeOptions, Gen.Int).Sample(
        (options, seed) =>
        {
            var bank = new MelFilterBank(options);
            var random = new Random(seed);
            var spectrum = new float[bank.Bins + MelFilterBank.SpareBins];
            for (int i = 0; i < spectrum.Length; i++)
                spectrum[i] = random.NextSingle();
            var bands = new float[bank.Bands];
            bank.Apply(spectrum, bands);
            float[] dense = bank.ToDense();
            for (int band = 0; band < bank.Bands; band++)
            {
                double expected = 0;
                for (int bin = 0; bin < bank.Bins; bin++)
                    expected += (double)dense[band * bank.Bins + bin] * spectrum[bin];
                if (Math.Abs(bands[band] - expected) > 1e-5 * (1e-3 + expected))
                    return false;
            }
            return true;
        },
        iter: 100);

    [Test]
    public void Weights_are_triangles_within_their_band() => SomeOptions.Sample(
        options =>
        {
            var bank = new MelFilterBank(options);
            float[] dense = bank.ToDense();
            double[] centers = [options.MinFrequency, .. bank.CenterFrequencies, options.UpperFrequency];
            for (int band = 0; band < bank.Bands; band++)
            {
                for (int bin = 0; bin < bank.Bins; bin++)
                {
                    float weight = dense[band * bank.Bins + bin];
                    double hertz = (double)bin * options.SampleRate / options.FftSize;
                    bool within = hertz > centers[band] + 1e-6 && hertz < centers[band + 2] - 1e-6;
                    if (weight < 0 || (weight > 1e-6 && !within && options.MelNormalization == MelNormalization.None))
                        return false;
                }
            }
            return true;
        },
        iter: 100);

    [TestCase(MelScale.Slaney)]
    [TestCase(MelScale.Htk)]
    [TestCase(MelScale.Kaldi)]
    public void Unnormalised_triangles_share_every_bin_between_the_outer_centers_out(MelScale scale)
    {
        MelOptions options = MelOptions.Librosa with { MelBands = 60, MelScale = scale, MelNormalization = MelNormalization.None };
        var bank = new MelFilterBank(options);
        float[] dense = bank.ToDense();
        for (int bin = 0; bin < bank.Bins; bin++)
        {
            double hertz = bin * 22050.0 / 2048;
            if (hertz < bank.CenterFrequencies[0] || hertz > bank.CenterFrequencies[^1])
                continue;
            double sum = Enumerable.Range(0, bank.Bands).Sum(band => (double)dense[band * bank.Bins + bin]);
            Assert.That(sum, Is.EqualTo(1).Within(1e-5), $"bin {bin}");
        }
    }

    [Test]
    public void Slaney_normalisation_makes_every_area_one()
    {
        // With a fine transform the sum over bins, times their distance, comes close to the area.
        var bank = new MelFilterBank(MelOptions.Librosa with { FftSize = 1 << 15, WindowLength = 2048, MelBands = 40 });
        float[] dense = bank.ToDense();
        for (int band = 0; band < bank.Bands; band++)
        {
            double area = dense.AsSpan(band * bank.Bins, bank.Bins).ToArray().Sum(w => (double)w) * 22050 / (1 << 15);
            Assert.That(area, Is.EqualTo(1).Within(1e-3), $"band {band}");
        }
    }

    [Test]
    public void Yamnets_bank_is_tensor_flows_linear_to_mel_weight_matrix()
    {
        float[] dense = new MelFilterBank(MelOptions.Yamnet).ToDense();
        double low = Mel(125), step = (Mel(7500) - low) / 65;
        for (int band = 0; band < 64; band++)
        {
            for (int bin = 0; bin < 257; bin++)
            {
                double mel = Mel(bin * 16000.0 / 512), lower = low + band * step;
                // tf.signal.linear_to_mel_weight_matrix: straight in mel, the DC bin left out.
                double expected = bin == 0 ? 0 : Math.Max(0, Math.Min((mel - lower) / step, (lower + 2 * step - mel) / step));
                Assert.That(dense[band * 257 + bin], Is.EqualTo(expected).Within(1e-6), $"band {band}, bin {bin}");
            }
        }

        static double Mel(double hertz) => 1127 * Math.Log(1 + hertz / 700);
    }

    [Test]
    public void Kaldi_leaves_DC_and_Nyquist_out()
    {
        var bank = new MelFilterBank(MelOptions.EfficientAt with { MaxFrequency = 16000, MelBands = 3 });
        float[] dense = bank.ToDense();
        for (int band = 0; band < 3; band++)
            Assert.That((dense[band * 513], dense[band * 513 + 512]), Is.EqualTo((0f, 0f)));
    }

    [Test]
    public void Centers_ascend_between_the_edges()
    {
        double[] centers = new MelFilterBank(MelOptions.Yamnet).CenterFrequencies.ToArray();
        Assert.That(centers, Has.Length.EqualTo(64).And.Ordered.Ascending);
        Assert.That((centers[0] > 125, centers[^1] < 7500), Is.EqualTo((true, true)));
    }
}
