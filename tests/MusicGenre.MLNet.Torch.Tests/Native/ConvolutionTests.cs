using CsCheck;
using MusicGenre.MLNet.Torch.Native;
using MusicGenre.MLNet.Torch.Native.Numerics;

namespace MusicGenre.MLNet.Torch.Tests.Native;

[NonParallelizable]
public sealed class ConvolutionTests
{
    private static readonly Gen<ConvolutionCase> Shapes =
        from batch in Gen.Int[0, 3].Select(i => new[] { 1, 2, 3, 32 }[i])
        from inputs in Gen.Int[1, 64]
        from outputs in Gen.Int[1, 64]
        from depthwise in Gen.Frequency((3, Gen.Const(false)), (1, Gen.Const(true)))
        from kernel in Gen.Int[0, 5].Select(i => new[] { 1, 1, 3, 3, 5, 7 }[i])
        from stride in Gen.Int[1, 2]
        from padding in Gen.Int[0, kernel / 2]
        from height in Gen.Int[kernel, 12]
        from width in Gen.Int[kernel, 12]
        select ConvolutionCase.Of(
            batch, inputs, height, width, depthwise ? inputs : outputs, kernel, stride, padding, depthwise ? inputs : 1);

    /// <summary>
    /// The way that this process takes, and those that others take, unless the self-check finds them wrong here, as it should where they
    /// are.
    /// </summary>
    [Test]
    public void Random_shapes_are_right_forward_and_in_both_gradients([ValueSource(nameof(Ways))] ConvolutionWay way)
    {
        TorchNative.EnsureAvailable();
        TorchSelfCheck check = TorchNative.CheckArithmetic(way.ToString(), Convolutions.Compute);
        if (way != TorchNative.SelfCheck().Way && !check.IsRight)
            Assert.Ignore($"This way is wrong on this processor, and not taken: {check.Tried[0]}.");
        Shapes.Sample(
            shape =>
            {
                ConvolutionDifference difference = ConvolutionCheck.Measure(way, shape, Convolutions.Compute);
                Assert.That(difference.IsRounding, difference.ToString());
            },
            iter: 300,
            threads: 1);
    }

    [Test]
    public void Large_images_of_a_batch_of_one_are_right([Values(17, 20, 24, 40)] int inputs, [Values(1, 24)] int outputs)
    {
        TorchNative.EnsureAvailable();
        ConvolutionDifference difference = ConvolutionCheck.Measure(
            TorchNative.SelfCheck().Way, ConvolutionCase.Of(1, inputs, 40, 36, outputs, 3, stride: 1), Convolutions.Compute);
        Assert.That(difference.IsRounding, difference.ToString());
    }

    /// <summary>What was wrong with AVX2 and channels last, by half of the largest value, in one shape of a hundred.</summary>
    [Test]
    public void Steps_of_a_kernel_of_one_pixel_are_right(
        [Values(2, 3, 32)] int batch, [Range(1, 9)] int inputs, [Values(4, 28, 56, 63)] int outputs)
    {
        TorchNative.EnsureAvailable();
        ConvolutionDifference difference = ConvolutionCheck.Measure(
            TorchNative.SelfCheck().Way, ConvolutionCase.Of(batch, inputs, 8, 12, outputs, 1, stride: 2), Convolutions.Compute);
        Assert.That(difference.IsRounding, difference.ToString());
    }

    /// <summary>The loops are compared with figures by hand, since everything is compared with the loops.</summary>
    [Test]
    public void The_reference_is_what_one_computes_by_hand()
    {
        var shape = ConvolutionCase.Of(1, 1, 2, 3, 1, 2, stride: 1, padding: 0);
        var reference = new ConvolutionReference(shape, [1, 2, 3, 4, 5, 6], [10, 20, 30, 40], [0.5f], [1, 2]);
        Assert.Multiple(() =>
        {
            // 1·10 + 2·20 + 4·30 + 5·40 and 2·10 + 3·20 + 5·30 + 6·40.
            Assert.That(reference.Output, Is.EqualTo(new[] { 370.5, 470.5 }));
            Assert.That(reference.InputGradient, Is.EqualTo(new double[] { 10, 20 + 20, 40, 30, 40 + 60, 80 }));
            Assert.That(reference.WeightGradient, Is.EqualTo(new double[] { 1 + 4, 2 + 6, 4 + 10, 5 + 12 }));
        });
    }

    [Test]
    public void The_reference_knows_stride_padding_and_groups()
    {
        var shape = ConvolutionCase.Of(1, 2, 3, 3, 2, 3, stride: 2, padding: 1, groups: 2);
        float[] input = [.. Enumerable.Range(1, 18).Select(i => (float)i)];
        float[] weight = [0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0];
        var reference = new ConvolutionReference(shape, input, weight, [0, 0], [1, 1, 1, 1, 1, 1, 1, 1]);

        // The first channel's kernel takes the pixel itself, of every second row and column; the second one's takes the pixel up and to the
        // left.
        Assert.That(reference.Output, Is.EqualTo(new double[] { 1, 3, 7, 9, 0, 0, 0, 14 }));
    }

    private static IEnumerable<ConvolutionWay> Ways() => ConvolutionCheck.Ways;
}
