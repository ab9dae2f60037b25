using CsCheck;
using MusicGenre.MLNet.Audio;

namespace MusicGenre.MLNet.Tests.Audio;

/// <summary>What a resampler promises: no aliases, a flat pass band, no delay, the same in blocks as in one piece.</summary>
public sealed class ResamplerTests
{
    private static readonly int[] Rates = [8000, 11025, 16000, 22050, 24000, 32000, 44100, 48000, 88200, 96000, 192000];

    private static readonly Gen<int> Rate = Gen.Int[0, Rates.Length - 1].Select(i => Rates[i]);

    private static readonly Gen<(int From, int To)> CommonPair =
        Gen.Select(Rate, Rate).Where((from, to) => from != to);

    private static readonly Gen<(int From, int To)> AnyPair =
        Gen.Select(Gen.Int[4000, 100_000], Gen.Int[4000, 100_000]).Where((from, to) => from != to);

    private static readonly Gen<(int From, int To)> Pair = Gen.OneOf(CommonPair, AnyPair);

    /// <summary>The part of an output that no silence before or after the input reaches.</summary>
    private static ReadOnlySpan<float> Settled(float[] output, Resampler resampler)
    {
        int edge = (int)Math.Ceiling((double)resampler.Filter.HalfTaps * resampler.OutputRate / resampler.InputRate) + 2;
        return output.AsSpan(edge, output.Length - 2 * edge);
    }

    private static int LongEnough(Resampler resampler) =>
        2 * resampler.Filter.HalfTaps + (int)(4000L * Math.Max(resampler.InputRate, resampler.OutputRate) / resampler.OutputRate);

    [Test]
    public void A_tone_above_the_new_Nyquist_frequency_vanishes_below_minus_90_dB() =>
        Gen.Select(Pair, Gen.Double[0, 1], Gen.Double[0, 6]).Where(t => t.Item1.From > t.Item1.To * 1.01).Sample((pair, place, phase) =>
        {
            var resampler = new Resampler(pair.From, pair.To);
            double hertz = pair.To / 2.0 + place * (pair.From - pair.To) / 2.0;
            float[] output = resampler.Resample(Signals.Sine(hertz, pair.From, LongEnough(resampler), amplitude: 1, phase));
            double decibels = 20 * Math.Log10(Signals.Rms(Settled(output, resampler)) * Math.Sqrt(2) + 1e-12);
            return decibels < -90;
        }, iter: 60, seed: "0000KCG3uzI1", threads: 1);

    [Test]
    public void Upsampling_makes_no_images_above_the_old_Nyquist_frequency() =>
        Gen.Select(Pair, Gen.Double[0.01, 0.9]).Where(t => t.Item1.To > t.Item1.From * 1.01).Sample((pair, place) =>
        {
            var resampler = new Resampler(pair.From, pair.To);
            double hertz = place * pair.From / 2;
            float[] output = resampler.Resample(Signals.Sine(hertz, pair.From, LongEnough(resampler), amplitude: 1));
            float[] wanted = Signals.Sine(hertz, pair.To, output.Length, amplitude: 1);
            float[] rest = output.Zip(wanted, (a, b) => a - b).ToArray();
            return 20 * Math.Log10(Signals.Rms(Settled(rest, resampler)) + 1e-12) < -80; // includes the pass band's own ripple
        }, iter: 60, seed: "0000KCG3uzI1", threads: 1);

    [Test]
    public void The_pass_band_is_flat_and_nothing_is_delayed() =>
        Gen.Select(Pair, Gen.Double[0.001, 0.9], Gen.Double[0, 6]).Sample((pair, place, phase) =>
        {
            var resampler = new Resampler(pair.From, pair.To);
            double hertz = place * Math.Min(pair.From, pair.To) / 2;
            float[] output = resampler.Resample(Signals.Sine(hertz, pair.From, LongEnough(resampler), 1, phase));

            // Sample by sample: a wrong amplitude (0.001 dB is 1.15e-4) and a delay would both show.
            float[] wanted = Signals.Sine(hertz, pair.To, output.Length, 1, phase);
            float[] rest = output.Zip(wanted, (a, b) => a - b).ToArray();
            return Math.Abs(System.Numerics.Tensors.TensorPrimitives.MaxMagnitude(Settled(rest, resampler))) < 1.15e-4f;
        }, iter: 80, seed: "0000KCG3uzI1", threads: 1);

    [Test]
    public void A_constant_stays_exactly_that()
    {
        foreach ((int from, int to) in new[] { (44100, 22050), (48000, 22050), (22050, 32000), (44100, 44099) })
        {
            var resampler = new Resampler(from, to);
            float[] output = resampler.Resample(Enumerable.Repeat(0.5f, 20_000).ToArray());
            Assert.That(Settled(output, resampler).ToArray(), Has.All.EqualTo(0.5f).Within(1e-6f), $"{from} to {to}");
        }
    }

    [Test]
    public void An_impulse_stays_where_it_is()
    {
        var input = new float[4001];
        input[2000] = 1;
        float[] output = new Resampler(44100, 22050).Resample(input);
        Assert.That(Array.IndexOf(output, output.Max()), Is.EqualTo(1000));
        for (int n = 1; n < 900; n++)
            Assert.That(output[1000 + n], Is.EqualTo(output[1000 - n]).Within(1e-6f), $"symmetry at {n}");
    }

    [Test]
    public void Length_is_rounded_up() => Gen.Select(Pair, Gen.Int[0, 5000]).Sample((pair, count) =>
    {
        var resampler = new Resampler(pair.From, pair.To);
        long expected = (long)Math.Ceiling((decimal)count * pair.To / pair.From);
        return resampler.Resample(new float[count]).LongLength == expected && resampler.OutputLength(count) == expected;
    }, iter: 40, seed: "0000KCG3uzI1", threads: 1);

    [Test]
    public void Blocks_give_bit_for_bit_what_the_whole_gives() =>
        Gen.Select(Pair, Gen.Int[1, 60_000], Gen.Int[1, 20_000], Gen.Int[0, 1000]).Sample((pair, count, block, seed) =>
        {
            float[] input = Signals.Noise(seed, count);
            float[] whole = new Resampler(pair.From, pair.To).Resample(input);
            byte[] wav = WavBuilder.Create().Format(3, 1, pair.From, 32).Data(WavBuilder.BytesFloat(input)).Build();
            foreach (Stream stream in new Stream[] { new MemoryStream(wav), new ForwardOnlyStream(wav) })
            {
                using AudioStream audio = AudioStream.Open(stream, pair.To);
                var read = new List<float>();
                var buffer = new float[block];
                int random = seed;
                for (int got; (got = audio.Read(buffer.AsSpan(0, 1 + (random = (random * 31 + 7) & 0xFFFF) % block))) > 0;)
                    read.AddRange(buffer.AsSpan(0, got));
                if (!read.SequenceEqual(whole) || audio.Position != whole.Length)
                    return false;
            }
            return true;
        }, iter: 30, seed: "0000KCG3uzI1", threads: 1);

    [Test]
    public void Skipping_just_beyond_the_end_of_a_stream_of_unknown_length_stops_at_the_end()
    {
        // 41,690 samples come out of it; the 41,733rd still lies within the filter's reach of the last input sample.
        float[] input = Signals.Noise(1, 27_895);
        byte[] wav = WavBuilder.Create().Format(3, 1, 22_340, 32).Data(WavBuilder.BytesFloat(input)).Build();
        using AudioStream audio = AudioStream.Open(new ForwardOnlyStream(wav), 33_388);
        long first = audio.Read(new float[4465]);

        long skipped = audio.Skip(37_268);

        Assert.That(first + skipped, Is.EqualTo(new Resampler(22_340, 33_388).OutputLength(input.Length)));
        Assert.That(audio.Read(new float[100]), Is.Zero);
    }

    [Test]
    public void Skipping_gives_bit_for_bit_the_rest_of_the_whole() =>
        Gen.Select(Pair, Gen.Int[1, 60_000], Gen.Int[0, 70_000], Gen.Int[0, 5000]).Sample((pair, count, skip, before) =>
        {
            float[] input = Signals.Noise(count, count);
            float[] whole = new Resampler(pair.From, pair.To).Resample(input);
            byte[] wav = WavBuilder.Create().Format(3, 1, pair.From, 32).Data(WavBuilder.BytesFloat(input)).Build();
            foreach (Stream stream in new Stream[] { new MemoryStream(wav), new ForwardOnlyStream(wav) })
            {
                using AudioStream audio = AudioStream.Open(stream, pair.To);
                int first = audio.Read(new float[before]);
                long skipped = audio.Skip(skip);
                float[] rest = audio.ReadToEnd().Samples.ToArray();
                if (skipped != Math.Min(skip, whole.Length - first) || !rest.SequenceEqual(whole.Skip(first + (int)skipped)))
                    return false;
            }
            return true;
        }, iter: 40, seed: "0000KCG3uzI1", threads: 1);

    [Test]
    public void Rates_that_make_no_sense_are_refused()
    {
        Assert.That(() => new Resampler(0, 22050), Throws.InstanceOf<ArgumentOutOfRangeException>());
        Assert.That(() => new Resampler(22050, -1), Throws.InstanceOf<ArgumentOutOfRangeException>());
        Assert.That(() => new Resampler(1, 100_000), Throws.InstanceOf<ArgumentOutOfRangeException>());
    }
}
