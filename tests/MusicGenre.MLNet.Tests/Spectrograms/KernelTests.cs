using System.Runtime.Intrinsics;
using CsCheck;
using MusicGenre.MLNet.Audio;
using MusicGenre.MLNet.Spectrograms;

namespace MusicGenre.MLNet.Tests.Spectrograms;

/// <summary>
/// What is done eight values at a time equals what the formulas say of each value, for every length and so for every rest.
/// </summary>
public class KernelTests
{
    private static readonly Gen<float[]> Values = Gen.Float[-10, 10].Array[0, 70];

    [Test]
    public void Multiply_is_the_product() => Gen.Select(Values, Gen.Float[-2, 2]).Sample((values, factor) =>
    {
        float[] window = [.. values.Select((_, i) => factor * i)];
        float[] result = [.. values];
        SpectrumKernel.Multiply(result, window, result);
        return result.Zip(values.Zip(window, (v, w) => v * w)).All(p => p.First == p.Second);
    });

    [Test]
    public void Power_is_the_sum_of_squares() => Gen.Select(Values, Gen.Float[-10, 10]).Sample((real, shift) =>
    {
        float[] imaginary = [.. real.Select(v => shift - v)];
        var power = new float[real.Length];
        SpectrumKernel.Power(real, imaginary, power);
        return power.Select((p, i) => Close(p, (double)real[i] * real[i] + (double)imaginary[i] * imaginary[i])).All(ok => ok);
    });

    [Test]
    public void PreEmphasize_is_the_filter() => Gen.Float[-1, 1].Array[1, 70].Sample(samples =>
    {
        var filtered = new float[samples.Length - 1];
        SpectrumKernel.PreEmphasize(samples, 0.97f, filtered);
        return filtered.Select((f, i) => Math.Abs(f - (samples[i + 1] - 0.97 * samples[i])) < 1e-6).All(ok => ok);
    });

    [Test]
    public void Largest_value_and_peak_are_those_of_the_list() => Gen.Float[-10, 10].Array[1, 70].Sample(values =>
        SpectrumKernel.Max(values) == values.Max() && PeakLevel.Of(values) == values.Max(Math.Abs));

    [Test]
    public void Natural_logarithm_is_that_of_all_positive_normal_numbers()
        => Gen.Int[0x0080_0000, 0x7F7F_FFFF].Select(BitConverter.Int32BitsToSingle).Array[8].Sample(
            values =>
            {
                Vector256<float> logarithms = NaturalLogarithm.Of(Vector256.Create(values));
                return Enumerable.Range(0, 8).All(
                    i => Math.Abs(logarithms[i] - Math.Log(values[i])) <= 2.4e-7 * Math.Max(1, Math.Abs(Math.Log(values[i]))));
            },
            iter: 20_000);

    [Test]
    public void Natural_logarithm_near_one_is_as_good_as_the_number() => Gen.Float[0.7f, 1.45f].Array[8].Sample(values =>
    {
        Vector256<float> logarithms = NaturalLogarithm.Of(Vector256.Create(values));
        return Enumerable.Range(0, 8).All(
            i => Math.Abs(logarithms[i] - Math.Log(values[i])) <= 3e-7 * Math.Abs(Math.Log(values[i])) + 1e-12);
    });

    [Test]
    public void Natural_logarithm_of_one_is_zero()
        => Assert.That(NaturalLogarithm.Of(Vector256<float>.One), Is.EqualTo(Vector256<float>.Zero));

    [TestCase(1)]
    [TestCase(8)]
    [TestCase(19)]
    public void Largest_value_and_peak_of_a_NaN_are_NaN(int length)
    {
        for (int place = 0; place < length; place++)
        {
            float[] values = [.. Enumerable.Repeat(1f, length)];
            values[place] = float.NaN;
            Assert.That((SpectrumKernel.Max(values), PeakLevel.Of(values)), Is.EqualTo((float.NaN, float.NaN)));
        }
    }

    [Test]
    public void Decibels_are_librosas_formula() => Powers().Sample(mel =>
    {
        MelOptions options = MelOptions.Librosa;
        float[] result = [.. mel];
        Compressions.Apply(result, mel.Max(), options);
        double reference = 10 * Math.Log10(mel.Max());
        return result.Select((v, i) => Math.Abs(v - Math.Max(-80, 10 * Math.Log10(Math.Max(1e-10, mel[i])) - reference)) < 1e-4).All(
            ok => ok)
            && result[Array.IndexOf(mel, mel.Max())] == 0;
    });

    [TestCaseSource(typeof(NamedSettings), nameof(NamedSettings.Cases))]
    public void Logarithms_are_the_options_formula(MelOptions options) => Powers().Sample(mel =>
    {
        if (options.Compression is not (MelCompression.NaturalLog or MelCompression.Log10))
            return true;
        float[] result = [.. mel];
        Compressions.Apply(result, mel.Max(), options);
        double perLn = options.Compression == MelCompression.Log10 ? 1 / Math.Log(10) : 1;
        return result.Select((v, i) => Close(
            v, (Math.Log((double)options.LogFactor * mel[i] + options.LogOffset) * perLn
                + options.OutputShift) * options.OutputScale)).All(ok => ok);
    });

    /// <summary>Mel powers over twelve powers of ten, the largest well above the smallest that counts.</summary>
    private static Gen<float[]> Powers()
        => Gen.Double[-9, 3].Array[1, 70].Select(exponents => (float[])[.. exponents.Select(e => (float)Math.Pow(10, e)), 1]);

    private static bool Close(float actual, double expected) => Math.Abs(actual - expected) <= 1e-5 * Math.Max(1, Math.Abs(expected));
}
