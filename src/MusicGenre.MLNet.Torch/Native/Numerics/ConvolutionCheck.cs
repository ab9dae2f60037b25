using TorchSharp;
using static TorchSharp.torch;

namespace MusicGenre.MLNet.Torch.Native.Numerics;

/// <summary>Compares libtorch's convolutions with plain loops, and chooses a way that is right.</summary>
internal static class ConvolutionCheck
{
    /// <summary>A way to compute: <see cref="Convolutions.Compute"/>, or a wrong one that a test plants.</summary>
    internal delegate Tensor Compute(ConvolutionWay way, Tensor input, Tensor weight, Tensor? bias, ConvolutionGeometry geometry);

    /// <summary>Gets the ways that are tried, the cheapest first (measured: docs/performance.md).</summary>
    public static IReadOnlyList<ConvolutionWay> Ways { get; } =
        [ConvolutionWay.ChannelsLast, ConvolutionWay.PaddedChannels, ConvolutionWay.Unfolded];

    /// <summary>Tries ways until one is right for all shapes.</summary>
    /// <param name="ways">The ways, the best first.</param>
    /// <param name="compute">Computes.</param>
    /// <returns>
    /// The largest difference of each way that was tried, in their order; the last one is the way to take if it
    /// <see cref="ConvolutionDifference.IsRounding"/>, and if it is not, none is right.
    /// </returns>
    public static IReadOnlyList<ConvolutionDifference> Try(IReadOnlyList<ConvolutionWay> ways, Compute compute)
    {
        using IDisposable grad = enable_grad();
        Sample[] samples = [.. ConvolutionCase.SelfCheck.Select(Sample.Of)];
        var tried = new List<ConvolutionDifference>();
        foreach (ConvolutionWay way in ways)
        {
            tried.Add(samples.Select(sample => sample.Compare(way, compute)).Aggregate(Worse));
            if (tried[^1].IsRounding)
                break;
        }

        return tried;
    }

    /// <summary>Compares one convolution with its reference.</summary>
    /// <param name="way">The way.</param>
    /// <param name="shape">The shape; of a batch, one or two images differ, and the others are copies of them.</param>
    /// <param name="compute">Computes.</param>
    public static ConvolutionDifference Measure(ConvolutionWay way, ConvolutionCase shape, Compute compute)
    {
        using IDisposable grad = enable_grad();
        return Sample.Of(shape).Compare(way, compute);
    }

    private static ConvolutionDifference Worse(ConvolutionDifference a, ConvolutionDifference b)
        => double.IsNaN(a.Relative) || a.Relative >= b.Relative ? a : b;

    /// <summary>A shape with values and what must come out.</summary>
    private sealed record Sample(
        ConvolutionCase Shape, float[] Input, float[] Weight, float[] Bias, float[] OutputGradient, ConvolutionReference Expected)
    {
        public static Sample Of(ConvolutionCase shape)
        {
            // Not torch's random numbers: the check must not change what a seed gives.
            var random = new Random(shape.InputLength + shape.WeightLength);
            ConvolutionCase small = shape with { Batch = Different(shape) };
            float[] input = Values(random, small.InputLength), weight = Values(random, shape.WeightLength);
            float[] bias = Values(random, shape.Outputs), gradient = Values(random, small.OutputLength);
            var expected = new ConvolutionReference(small, input, weight, bias, gradient);
            return new Sample(shape, input, weight, bias, gradient, expected);
        }

        public ConvolutionDifference Compare(ConvolutionWay way, Compute compute)
        {
            using DisposeScope scope = NewDisposeScope();
            Poison();
            Tensor input = Repeat(Input, Shape.Inputs, Shape.Height, Shape.Width).requires_grad_(true);
            Tensor weight = tensor(
                Weight, [Shape.Outputs, Shape.Inputs / Shape.Geometry.Groups, Shape.Kernel, Shape.Kernel]).requires_grad_(true);
            Tensor output = compute(way, input, weight, tensor(Bias), Shape.Geometry);
            output.backward([Repeat(OutputGradient, Shape.Outputs, Shape.OutputHeight, Shape.OutputWidth)]);
            (string Quantity, double Relative)[] differences =
            [
                ("the output is", OverBatch(output.detach(), Expected.Output)),
                ("the gradient of the images is", OverBatch(input.grad!, Expected.InputGradient)),
                ("the gradient of the kernels is", Largest(weight.grad!.ToFloats(), KernelGradient())),
            ];
            (string quantity, double relative) = differences.Aggregate(
                (a, b) => double.IsNaN(a.Relative) || a.Relative >= b.Relative ? a : b);
            return new ConvolutionDifference(way, Shape.ToString(), quantity, relative);
        }

        // Memory that was used before: a kernel that reads what nobody wrote finds no zeros there, as it would in a fresh process.
        private void Poison()
        {
            // Kept while libtorch reads it: TorchSharp's passing scalars may be freed too early (see TensorSums).
            using Scalar notANumber = float.NaN.ToScalar();
            foreach (long length in (ReadOnlySpan<long>)[Shape.InputLength, Shape.OutputLength, Shape.WeightLength, 2L * Shape.InputLength])
                using (full([length], notANumber))
                {
                }
        }

        private Tensor Repeat(float[] images, long channels, long height, long width)
        {
            int different = Different(Shape);
            return tensor(images, [different, channels, height, width]).repeat(Shape.Batch / different, 1, 1, 1);
        }

        private double OverBatch(Tensor actual, double[] expected)
        {
            float[] values = actual.ToFloats();
            int image = values.Length / Shape.Batch, different = expected.Length / image;
            double worst = 0;
            for (int i = 0; i < Shape.Batch; i++)
            {
                double one = Largest(values.AsSpan(i * image, image), expected.AsSpan(i % different * image, image));
                worst = double.IsNaN(one) || one > worst ? one : worst;
                if (double.IsNaN(worst))
                    break;
            }

            return worst;
        }

        // Of a batch of copies: each different image counts as often as it is there.
        private double[] KernelGradient()
        {
            int copies = Shape.Batch / Different(Shape);
            return [.. Expected.WeightGradient.Select(value => value * copies)];
        }

        // Of a batch, only so many images differ: the loops compute these, and the others must come out the same.
        private static int Different(ConvolutionCase shape) => shape.Batch % 2 == 0 ? 2 : 1;

        private static float[] Values(Random random, int length)
        {
            var values = new float[length];
            for (int i = 0; i < length; i++)
                values[i] = (random.NextSingle() * 2) - 1;
            return values;
        }

        private static double Largest(ReadOnlySpan<float> actual, ReadOnlySpan<double> expected)
        {
            double difference = 0, magnitude = 0;
            for (int i = 0; i < expected.Length; i++)
            {
                double off = Math.Abs(actual[i] - expected[i]);
                if (!(off <= difference)) // NaN stays
                    difference = off;
                if (double.IsNaN(difference))
                    return difference;
                magnitude = Math.Max(magnitude, Math.Abs(expected[i]));
            }

            return difference / magnitude;
        }
    }
}
