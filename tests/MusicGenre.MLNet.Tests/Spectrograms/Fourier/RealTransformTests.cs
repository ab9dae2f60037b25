using System.Numerics;
using CsCheck;
using MathNet.Numerics.IntegralTransforms;
using MusicGenre.MLNet.Spectrograms.Fourier;

namespace MusicGenre.MLNet.Tests.Spectrograms.Fourier;

public sealed class RealTransformTests
{
    private static readonly int[] PowersOfTwo = [.. Enumerable.Range(2, 15).Select(p => 1 << p)];
    private static readonly int[] Widths = [.. Enum.GetValues<TransformWidth>().Select(width => (int)width)];
    private static readonly int[] OtherSizes = [6, 12, 100, 400, 882, 1000, 1200, 1764];

    /// <summary>Noise and a tone, loud or quiet: what the rounding of a transform depends on.</summary>
    private static Gen<float[]> Frames(int size) =>
        from seed in Gen.Int
        from level in Gen.Double[-4, 4]
        from tone in Gen.Double[0, 0.5]
        from share in Gen.Double[0, 1]
        select Frame(size, seed, Math.Pow(10, level), tone, share);

    [Test]
    public void Our_transform_equals_MathNet([ValueSource(nameof(PowersOfTwo))] int size, [ValueSource(nameof(Widths))] int width)
    {
        PowerOfTwoTransform transform = Create(size, width);
        Frames(size).Sample(frame => Difference(Transform(transform, frame), MathNetTransformOf(frame)) < 1e-5, iter: Iterations(size));
    }

    [Test]
    public void The_scalar_path_equals_the_vector_paths(
        [ValueSource(nameof(PowersOfTwo))] int size, [Values(4, 8)] int width)
    {
        PowerOfTwoTransform vectors = Create(size, width);
        var scalars = new PowerOfTwoTransform(size, TransformWidth.Scalar);
        Frames(size).Sample(frame => Difference(Transform(vectors, frame), Transform(scalars, frame)) < 1e-6, iter: Iterations(size));
    }

    [Test]
    public void Rounding_grows_no_faster_than_the_stages(
        [ValueSource(nameof(PowersOfTwo))] int size, [ValueSource(nameof(Widths))] int width)
    {
        // A butterfly and its twiddle round each value by a few units of 2⁻²⁴, and there are log₂ N of them: Higham, "Accuracy and
        // Stability of Numerical Algorithms", theorem 24.2. The norm of the whole error is bounded, not that of each bin.
        double bound = 4 * Math.Log2(size) * Math.Pow(2, -24);
        PowerOfTwoTransform transform = Create(size, width);
        Frames(size).Sample(
            frame =>
            {
                Complex[] expected = MathNetTransformOf(frame);
                return Norm([.. Transform(transform, frame).Zip(expected, (a, e) => a - e)]) <= bound * Norm(expected);
            },
            iter: Iterations(size));
    }

    [Test]
    public void The_widest_that_the_processor_has_is_taken() =>
        Assert.That(TransformWidths.Supported, Is.Ordered.And.Contain(TransformWidth.Scalar));

    [Test]
    public void A_width_that_the_processor_lacks_is_refused()
    {
        TransformWidth? lacking = Enum.GetValues<TransformWidth>().Except(TransformWidths.Supported).Cast<TransformWidth?>(
            ).FirstOrDefault();
        Assert.That(() => new PowerOfTwoTransform(16, lacking ?? (TransformWidth)3), Throws.InstanceOf<PlatformNotSupportedException>());
    }

    [TestCaseSource(nameof(OtherSizes))]
    public void Other_sizes_are_MathNet_s(int size)
    {
        RealTransform transform = RealTransforms.Create(size);
        Assert.That(transform, Is.InstanceOf<MathNetTransform>());
        float[] frame = Frame(size, 1, 1, 0.1, 0.5);
        Assert.That(Difference(Transform(transform, frame), Definition(frame)), Is.LessThan(1e-6));
    }

    [TestCase(4)]
    [TestCase(16)]
    [TestCase(64)]
    public void Small_sizes_equal_the_definition(int size)
    {
        float[] frame = Frame(size, 2, 1, 0.2, 0.5);
        Assert.That(Difference(Transform(RealTransforms.Create(size), frame), Definition(frame)), Is.LessThan(1e-6));
    }

    [TestCaseSource(nameof(PowersOfTwo))]
    [TestCaseSource(nameof(OtherSizes))]
    public void The_power_is_that_of_the_windowed_frame(int size)
    {
        RealTransform[] transforms = int.IsPow2(size)
            ? [.. TransformWidths.Supported.Select(width => new PowerOfTwoTransform(size, width))]
            : [RealTransforms.Create(size)];
        Gen.Select(Frames(size), Gen.Int[1, size]).Sample(
            (frame, length) =>
            {
                float[] window = [.. Enumerable.Range(0, length).Select(n => 0.5f - 0.4f * MathF.Cos(n))];
                float[] windowed = [.. frame.Select((v, n) => n < length ? v * window[n] : 0)];
                foreach (RealTransform transform in transforms)
                {
                    Complex[] expected = Transform(transform, windowed);
                    var power = new float[transform.Bins];
                    var scratch = new float[transform.ScratchLength];
                    Array.Fill(scratch, float.NaN);
                    transform.Power(frame.AsSpan(0, length), window, power, scratch);
                    double largest = Math.Max(expected.Max(Square), 1e-30);
                    if (!power.Zip(expected).All(p => Math.Abs(p.First - Square(p.Second)) < 1e-5 * largest))
                        return false;
                }
                return true;
            },
            iter: Iterations(size));
    }

    [TestCaseSource(nameof(PowersOfTwo))]
    public void Parseval(int size)
    {
        RealTransform transform = RealTransforms.Create(size);
        Frames(size).Sample(
            frame =>
            {
                Complex[] x = Transform(transform, frame);
                double time = frame.Sum(v => (double)v * v);
                double frequency = Square(x[0]) + Square(x[^1]);
                for (int k = 1; k < x.Length - 1; k++)
                    frequency += 2 * Square(x[k]);
                return Math.Abs(frequency / size - time) < 1e-5 * time;
            },
            iter: Iterations(size));
    }

    [TestCaseSource(nameof(PowersOfTwo))]
    public void Linearity(int size)
    {
        RealTransform transform = RealTransforms.Create(size);
        Gen.Select(Frames(size), Frames(size), Gen.Float[-3, 3]).Sample(
            (a, b, factor) =>
            {
                float[] mixed = [.. a.Zip(b, (u, v) => u + factor * v)];
                Complex[] separately = [.. Transform(transform, a).Zip(Transform(transform, b), (u, v) => u + factor * v)];
                // Rounding is relative to the louder part, even where the two cancel.
                double scale = Norm(Transform(transform, a)) + Math.Abs(factor) * Norm(Transform(transform, b));
                return Norm([.. Transform(transform, mixed).Zip(separately, (u, v) => u - v)]) <= 1e-5 * scale;
            },
            iter: Iterations(size));
    }

    [Test]
    public void An_impulse_has_a_flat_spectrum()
    {
        var frame = new float[2048];
        frame[0] = 1;
        Assert.That(Transform(RealTransforms.Create(2048), frame), Is.All.EqualTo(Complex.One));
    }

    [TestCase(0)]
    [TestCase(2)]
    [TestCase(-8)]
    public void Sizes_below_four_are_refused(int size) =>
        Assert.That(() => RealTransforms.Create(size), Throws.InstanceOf<ArgumentOutOfRangeException>());

    [Test]
    public void Odd_sizes_are_refused()
        => Assert.That(() => RealTransforms.Create(7), Throws.ArgumentException.With.Message.Contains("even; it is 7"));

    [Test]
    public void Wrong_lengths_are_refused()
    {
        RealTransform transform = RealTransforms.Create(16);
        Assert.Multiple(() =>
        {
            Assert.That(() => Forward(16, 9, 9, transform.ScratchLength), Throws.Nothing);
            Assert.That(() => Power(16, 16, 9, transform.ScratchLength), Throws.Nothing);
            Assert.That(() => Power(7, 7, 9, transform.ScratchLength), Throws.Nothing);
            Assert.That(() => Power(0, 0, 9, transform.ScratchLength), Throws.InstanceOf<ArgumentException>());
            Assert.That(() => Power(17, 17, 9, transform.ScratchLength), Throws.InstanceOf<ArgumentException>());
            Assert.That(() => Power(16, 15, 9, transform.ScratchLength), Throws.InstanceOf<ArgumentException>());
            Assert.That(() => Power(16, 16, 8, transform.ScratchLength), Throws.InstanceOf<ArgumentException>());
            Assert.That(() => Power(16, 16, 9, transform.ScratchLength - 1), Throws.InstanceOf<ArgumentException>());
            Assert.That(() => Forward(15, 9, 9, transform.ScratchLength), Throws.InstanceOf<ArgumentException>());
            Assert.That(() => Forward(16, 8, 9, transform.ScratchLength), Throws.InstanceOf<ArgumentException>());
            Assert.That(() => Forward(16, 9, 8, transform.ScratchLength), Throws.InstanceOf<ArgumentException>());
            Assert.That(() => Forward(16, 9, 9, transform.ScratchLength - 1), Throws.InstanceOf<ArgumentException>());
        });

        void Forward(int frame, int real, int imaginary, int scratch) =>
            transform.Forward(new float[frame], new float[real], new float[imaginary], new float[scratch]);

        void Power(int frame, int window, int power, int scratch) =>
            transform.Power(new float[frame], new float[window], new float[power], new float[scratch]);
    }

    /// <summary>Fewer rounds for large sizes: a round costs as its size, and the code is the same.</summary>
    private static int Iterations(int size) => Math.Clamp(50 * 2048 / size, 5, 50);

    private static PowerOfTwoTransform Create(int size, int width)
    {
        if (!TransformWidths.Supported.Contains((TransformWidth)width))
            Assert.Ignore($"This processor does not compute {width} floats at a time.");
        return new PowerOfTwoTransform(size, (TransformWidth)width);
    }

    private static float[] Frame(int size, int seed, double level, double tone, double share)
    {
        var random = new Random(seed);
        var frame = new float[size];
        for (int n = 0; n < size; n++)
            frame[n] = (float)(level * (share * (2 * random.NextDouble() - 1) + (1 - share) * Math.Cos(2 * Math.PI * tone * n)));
        return frame;
    }

    private static Complex[] Transform(RealTransform transform, float[] frame)
    {
        float[] real = new float[transform.Bins], imaginary = new float[transform.Bins];
        // Scratch memory may hold anything.
        var scratch = new float[transform.ScratchLength];
        Array.Fill(scratch, float.NaN);
        transform.Forward(frame, real, imaginary, scratch);
        return [.. real.Zip(imaginary, (re, im) => new Complex(re, im))];
    }

    private static Complex[] MathNetTransformOf(float[] frame)
    {
        Complex[] values = [.. frame.Select(v => new Complex(v, 0))];
        MathNet.Numerics.IntegralTransforms.Fourier.Forward(values, FourierOptions.NoScaling);
        return values[..(frame.Length / 2 + 1)];
    }

    private static Complex[] Definition(float[] frame)
    {
        int size = frame.Length;
        var result = new Complex[size / 2 + 1];
        for (int k = 0; k < result.Length; k++)
            for (int n = 0; n < size; n++)
                result[k] += frame[n] * Complex.FromPolarCoordinates(1, -2 * Math.PI * (k * n % size) / size);
        return result;
    }

    /// <summary>The largest difference of any bin, relative to the largest magnitude.</summary>
    private static double Difference(Complex[] actual, Complex[] expected) =>
        actual.Zip(expected, (a, e) => (a - e).Magnitude).Max() / Math.Max(expected.Max(e => e.Magnitude), 1e-30);

    private static double Norm(Complex[] x) => Math.Sqrt(x.Sum(Square));

    private static double Square(Complex x) => x.Real * x.Real + x.Imaginary * x.Imaginary;
}
