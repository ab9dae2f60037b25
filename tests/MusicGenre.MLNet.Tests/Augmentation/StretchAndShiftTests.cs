using CsCheck;
using MusicGenre.MLNet.Audio;
using MusicGenre.MLNet.Augmentation;
using MusicGenre.MLNet.Augmentation.Vocoder;

namespace MusicGenre.MLNet.Tests.Augmentation;

/// <summary>What stretching in time and shifting in pitch promise.</summary>
public sealed class StretchAndShiftTests
{
    private const int Frame = 2048;

    private static readonly Gen<double> Hertz = Gen.Double[Math.Log(110), Math.Log(4500)].Select(Math.Exp);

    [Test]
    public void A_stretched_tone_keeps_its_pitch_and_its_level_and_has_the_length_asked_for() =>
        Gen.Select(Hertz, Gen.Double[0.6, 1.7]).Sample((hertz, rate) =>
        {
            AudioClip tone = Tones.Sine(hertz);
            AudioClip stretched = AudioEffects.TimeStretch(tone, rate);
            Assert.That(stretched.Samples.Length, Is.EqualTo(tone.Samples.Length / rate).Within(Frame));
            Assert.That(Tones.CentsFrom(hertz, stretched), Is.EqualTo(0).Within(5), $"{hertz} Hz, rate {rate}");
            Assert.That(Tones.LouderBy(stretched, tone), Is.EqualTo(0).Within(1), $"{hertz} Hz, rate {rate}");
        }, iter: 60, seed: "0000KCG3uzI1", threads: 1);

    [Test]
    public void A_shifted_tone_moves_by_the_semitones_and_keeps_its_level_and_its_length() =>
        Gen.Select(Hertz, Gen.Double[-7, 7]).Sample((hertz, semitones) =>
        {
            AudioClip tone = Tones.Sine(hertz);
            AudioClip shifted = AudioEffects.PitchShift(tone, semitones);
            Assert.That(shifted.Samples.Length, Is.EqualTo(tone.Samples.Length));
            Assert.That(Tones.CentsFrom(hertz * Math.Pow(2, semitones / 12), shifted), Is.EqualTo(0).Within(5), $"{hertz} Hz, {semitones}");
            Assert.That(Tones.LouderBy(shifted, tone), Is.EqualTo(0).Within(1), $"{hertz} Hz, {semitones}");
        }, iter: 60, seed: "0000KCG3uzI1", threads: 1);

    [Test]
    public void Chords_and_noise_keep_their_level() =>
        Gen.Select(Gen.Double[0.7, 1.4], Gen.Int[0, 1000]).Sample((rate, seed) =>
        {
            var random = new Random(seed);
            double[] notes = [.. Enumerable.Range(0, 5).Select(_ => 110 * Math.Pow(2, random.Next(0, 48) / 12.0))];
            float[][] waves = [.. notes.Select(f => Signals.Sine(f, Tones.Rate, Tones.Rate, 0.15, 6 * random.NextDouble()))];
            var chord = new AudioClip(Enumerable.Range(0, Tones.Rate).Select(i => waves.Sum(w => w[i])).ToArray(), Tones.Rate);
            var noise = new AudioClip(Signals.Noise(seed, Tones.Rate), Tones.Rate);
            foreach (AudioClip clip in (AudioClip[])[chord, noise])
                Assert.That(Tones.LouderBy(AudioEffects.TimeStretch(clip, rate), clip), Is.EqualTo(0).Within(1),
                    $"rate {rate}, seed {seed}");
        }, iter: 20, seed: "0000KCG3uzI1", threads: 1);

    [TestCase(0.8)]
    [TestCase(1.25)]
    public void Attacks_stay_sharp_and_land_where_they_belong(double rate)
    {
        // Decaying noise bursts every half second: what a hi-hat is to a vocoder.
        float[] samples = new float[4 * Tones.Rate];
        float[] noise = Signals.Noise(5, samples.Length);
        int[] hits = [.. Enumerable.Range(1, 7).Select(i => i * Tones.Rate / 2)];
        foreach (int hit in hits)
            for (int i = 0; i < Tones.Rate / 4; i++)
                samples[hit + i] += noise[hit + i] * MathF.Exp(-i / 400f);
        int length = (int)Math.Round(samples.Length / rate);

        double kept = ShareAtAttacks(new PhaseVocoder(Tones.Rate).Stretch(samples, rate, length, default), hits, rate);
        double plain = ShareAtAttacks(new PhaseVocoder(Tones.Rate, keepAttacks: false).Stretch(samples, rate, length, default), hits, rate);

        TestContext.Out.WriteLine($"rate {rate}: source {ShareAtAttacks(samples, hits, 1):0.000}, attacks kept {kept:0.000}, not kept {plain:0.000}");
        // A burst that decays over 400 samples is stretched like everything, so this much of it would be there if nothing were smeared.
        double ideal = 1 - Math.Exp(-2 * (Tones.Rate / 83) / (400 / rate));
        Assert.That(kept, Is.GreaterThan(0.85 * ideal));
        if (rate < 1)
            Assert.That(kept, Is.GreaterThan(plain), "where frames repeat an attack, keeping it matters");
        else
            Assert.That(kept, Is.EqualTo(plain));
    }

    [Test]
    public void Any_length_works_and_a_rate_of_one_changes_nothing()
    {
        foreach (int length in (int[])[1, 2, 100, 511, 2048, 5000])
        {
            var clip = new AudioClip(Signals.Noise(1, length), Tones.Rate);
            Assert.That(AudioEffects.TimeStretch(clip, 1), Is.SameAs(clip));
            Assert.That(AudioEffects.TimeStretch(clip, 0.5).Samples.Length, Is.EqualTo(2 * length));
            Assert.That(AudioEffects.PitchShift(clip, 3).Samples.Length, Is.EqualTo(length));
        }
        var empty = new AudioClip(Array.Empty<float>(), Tones.Rate);
        Assert.That(AudioEffects.TimeStretch(empty, 2), Is.SameAs(empty));
        Assert.That(AudioEffects.PitchShift(empty, 2), Is.SameAs(empty));
    }

    [Test]
    public void Unchanged_frames_are_put_together_to_the_very_signal()
    {
        float[] samples = Signals.Noise(9, 10_000);
        float[] same = new PhaseVocoder(Tones.Rate).Stretch(samples, 1, samples.Length, default);
        Assert.That(same.Zip(samples, (a, b) => Math.Abs(a - b)).Max(), Is.LessThan(1e-4));
    }

    [TestCase(0.2)]
    [TestCase(double.NaN)]
    public void A_rate_out_of_range_is_named(double rate)
        => Assert.That(() => AudioEffects.TimeStretch(Tones.Sine(440), rate),
            Throws.TypeOf<ArgumentOutOfRangeException>().With.Message.Contains("0.25 to 4"));

    [Test]
    public void Cancellation_stops()
        => Assert.That(() => AudioEffects.PitchShift(Tones.Sine(440), 2, new CancellationToken(true)),
            Throws.InstanceOf<OperationCanceledException>());

    // How much of the energy lies within 12 ms after where the attacks should be (4 ms before are allowed).
    private static double ShareAtAttacks(float[] samples, int[] hits, double rate)
    {
        double all = samples.Sum(s => (double)s * s);
        return hits.Sum(hit =>
        {
            int at = (int)(hit / rate);
            return samples[(at - Tones.Rate / 250)..(at + Tones.Rate / 83)].Sum(s => (double)s * s);
        }) / all;
    }
}
