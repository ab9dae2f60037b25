using CsCheck;
using MusicGenre.MLNet.Audio;
using MusicGenre.MLNet.Spectrograms;

namespace MusicGenre.MLNet.Tests.Spectrograms;

[NonParallelizable]
public sealed class MelSpectrogramExtractorTests
{
    private static readonly MelOptions Powers = MelOptions.Librosa with { Compression = MelCompression.None };

    [Test]
    public void A_tone_peaks_in_its_band()
    {
        var extractor = new MelSpectrogramExtractor(MelOptions.Librosa);
        double[] centers = extractor.FilterBank.CenterFrequencies.ToArray();
        Gen.Double[80, 10500].Sample(
            hertz =>
            {
                MelSpectrogram mel = extractor.Compute(Signals.Sine(hertz, 22050, 8192));
                int nearest = Enumerable.Range(0, 128).MinBy(b => Math.Abs(centers[b] - hertz));
                int loudest = Enumerable.Range(0, 128).MaxBy(b => mel[b, 8]);
                return Math.Abs(loudest - nearest) <= 1;
            },
            iter: 100);
    }

    [Test]
    public void Powers_are_never_negative_and_decibels_within_their_range()
    {
        var powers = new MelSpectrogramExtractor(Powers);
        var decibels = new MelSpectrogramExtractor(MelOptions.Librosa with { DynamicRange = 60 });
        Gen.Select(Gen.Int, Gen.Int[1, 5000], Gen.Double[-3, 1]).Sample(
            (seed, length, level) =>
            {
                float[] samples = Signals.Noise(seed, length, Math.Pow(10, level));
                MelSpectrogram power = powers.Compute(samples), db = decibels.Compute(samples);
                Assert.That(power.Values, Is.All.GreaterThanOrEqualTo(0));
                Assert.That(db.Values.Max(), Is.Zero);
                Assert.That(db.Values.Min(), Is.GreaterThanOrEqualTo(-60));
                Assert.That((db.Mels, db.Frames), Is.EqualTo((128, 1 + length / 512)));
            },
            iter: 50);
    }

    [Test]
    public void Twice_as_loud_is_four_times_the_power_and_the_same_decibels()
    {
        float[] quiet = Signals.Noise(1, 22050), loud = [.. quiet.Select(v => 2 * v)];
        float[] power = new MelSpectrogramExtractor(Powers).Compute(quiet).Values;
        Assert.That(new MelSpectrogramExtractor(Powers).Compute(loud).Values, Is.EqualTo(power.Select(v => 4 * v)));
        var decibels = new MelSpectrogramExtractor(MelOptions.Librosa);
        Assert.That(Golden.LargestDifference(decibels.Compute(loud).Values, decibels.Compute(quiet).Values, relative: false),
            Is.LessThan(1e-4));
    }

    [Test]
    public void Decibels_of_magnitudes_are_librosas_amplitude_to_dB()
    {
        float[] samples = Signals.Noise(3, 8000);
        float[] magnitude = new MelSpectrogramExtractor(Powers with { Power = 1 }).Compute(samples).Values;
        float[] decibels = new MelSpectrogramExtractor(MelOptions.Librosa with { Power = 1 }).Compute(samples).Values;
        double max = magnitude.Max();
        float[] expected = [.. magnitude.Select(m => (float)Math.Max(-80, 20 * Math.Log10(Math.Max(1e-5, m)) - 20 * Math.Log10(max)))];
        Assert.That(Golden.LargestDifference(decibels, expected, relative: false), Is.LessThan(1e-4));
    }

    [Test]
    public void A_silent_clip_is_at_the_floor() =>
        Assert.That(new MelSpectrogramExtractor(MelOptions.Librosa).Compute(new float[22050]).Values, Is.All.EqualTo(-80f));

    [Test]
    public void Silence_of_the_other_front_ends_is_the_logarithm_of_their_offset()
    {
        Assert.Multiple(() =>
        {
            Assert.That(Silence(MelOptions.EfficientAt), Is.All.EqualTo((float)((Math.Log(1e-5) + 4.5) / 5)).Within(1e-6));
            Assert.That(Silence(MelOptions.Musicnn), Is.All.EqualTo(0).Within(1e-7));
            Assert.That(Silence(MelOptions.Yamnet), Is.All.EqualTo((float)Math.Log(0.001)).Within(1e-6));
        });

        static float[] Silence(MelOptions options) => new MelSpectrogramExtractor(options).Compute(new float[20000]).Values;
    }

    [TestCaseSource(typeof(NamedSettings), nameof(NamedSettings.Cases))]
    public void Clips_shorter_than_a_frame_have_a_frame(MelOptions options)
    {
        var extractor = new MelSpectrogramExtractor(options);
        foreach (int length in new[] { 2, 3, 10, 100 })
        {
            MelSpectrogram mel = extractor.Compute(Signals.Noise(length, length));
            Assert.That((mel.Frames, mel.Mels), Is.EqualTo((1, options.MelBands)));
            Assert.That(mel.Values, Is.All.Matches<float>(float.IsFinite));
        }
    }

    [TestCaseSource(typeof(NamedSettings), nameof(NamedSettings.Cases))]
    public void No_samples_are_refused(MelOptions options) => Assert.That(
        () => new MelSpectrogramExtractor(options).Compute(ReadOnlySpan<float>.Empty),
        Throws.ArgumentException.With.Message.StartsWith("The clip has no samples, so there is no spectrogram of it."));

    [TestCase(float.NaN)]
    [TestCase(float.PositiveInfinity)]
    [TestCase(float.NegativeInfinity)]
    [TestCase(1e30f)]
    public void Values_that_are_not_finite_are_refused(float value)
    {
        foreach (MelOptions options in NamedSettings.All)
        {
            float[] samples = Signals.Noise(1, 30000);
            samples[12345] = value;
            Assert.That(() => new MelSpectrogramExtractor(options).Compute(samples),
                Throws.ArgumentException.With.Message.Contains("not finite"));
        }
    }

    [Test]
    [Category(Categories.Memory)]
    public void Allocates_the_result_and_nothing_per_frame()
    {
        float[] samples = Signals.Noise(1, 22050 * 20);
        foreach (MelOptions options in NamedSettings.All)
        {
            var extractor = new MelSpectrogramExtractor(options);
            MelSpectrogram mel = extractor.Compute(samples);
            // The least of several: a garbage collection in between may empty the pool of buffers, which are then made anew once.
            long allocated = Enumerable.Range(0, 5).Min(_ => Allocated(() => extractor.Compute(samples)));
            Assert.That(allocated - mel.Values.Length * sizeof(float), Is.InRange(0, 300));
        }
    }

    private static long Allocated(Action work)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        work();
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    [TestCaseSource(typeof(NamedSettings), nameof(NamedSettings.Cases))]
    public void Eight_threads_get_the_same_answers_as_one(MelOptions options)
    {
        var extractor = new MelSpectrogramExtractor(options);
        float[][] clips = [.. Enumerable.Range(0, 16).Select(i => Signals.Noise(i, 5000 + 777 * i))];
        float[][] expected = [.. clips.Select(c => new MelSpectrogramExtractor(options).Compute(c).Values)];
        var threads = new Thread[8];
        var failures = new int[8];
        for (int t = 0; t < threads.Length; t++)
        {
            int mine = t;
            threads[t] = new Thread(() =>
            {
                for (int i = 0; i < 64; i++)
                {
                    int clip = (i * 5 + mine) % clips.Length;
                    if (!extractor.Compute(clips[clip]).Values.AsSpan().SequenceEqual(expected[clip]))
                        failures[mine]++;
                }
            });
            threads[t].Start();
        }
        foreach (Thread thread in threads)
            thread.Join();
        Assert.That(failures, Is.All.Zero);
    }

    [Test]
    public void A_clip_is_its_samples()
    {
        var extractor = new MelSpectrogramExtractor(MelOptions.Librosa);
        float[] samples = Signals.Noise(1, 10000);
        Assert.That(extractor.Compute(new AudioClip(samples, 22050)).Values, Is.EqualTo(extractor.Compute(samples).Values));
    }

    [Test]
    public void A_clip_of_another_rate_is_resampled()
    {
        var extractor = new MelSpectrogramExtractor(MelOptions.Librosa);
        var clip = new AudioClip(Signals.Noise(1, 44100), 44100);
        MelSpectrogram mel = extractor.Compute(clip);
        Assert.That(mel.Frames, Is.EqualTo(1 + 22050 / 512));
        Assert.That(mel.Values, Is.EqualTo(extractor.Compute(clip.Resample(22050)).Values));
    }

    [Test]
    public void Any_even_transform_size_works()
    {
        MelOptions options = Powers with { FftSize = 1764, WindowLength = 1764, HopLength = 441, MelBands = 64 };
        MelSpectrogram mel = new MelSpectrogramExtractor(options).Compute(Signals.Sine(1000, 22050, 22050));
        double[] centers = new MelFilterBank(options).CenterFrequencies.ToArray();
        int loudest = Enumerable.Range(0, 64).MaxBy(b => mel[b, 20]);
        Assert.That(centers[loudest], Is.EqualTo(1000).Within(60));
    }

    [Test]
    [Category(SharedData.Category)]
    public void A_GTZAN_track_has_the_shape_librosa_gives_it()
    {
        float[] samples = Signals.ReadSimpleWav(SharedData.Get("data", "gtzan-mini", "blues", "blues.00000.wav"));
        MelSpectrogram mel = new MelSpectrogramExtractor(MelOptions.Librosa).Compute(samples);
        Assert.That((mel.Mels, mel.Frames), Is.EqualTo((128, 1 + samples.Length / 512)));
        Assert.That((mel.Values.Max(), mel.Values.Min()), Is.EqualTo((0f, -80f)));
    }
}
