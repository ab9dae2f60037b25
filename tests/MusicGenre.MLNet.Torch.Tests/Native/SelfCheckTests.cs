using MusicGenre.MLNet.Common;
using MusicGenre.MLNet.Torch.Native;
using MusicGenre.MLNet.Torch.Native.Numerics;
using TorchSharp;
using static TorchSharp.torch;

namespace MusicGenre.MLNet.Torch.Tests.Native;

[NonParallelizable]
public sealed class SelfCheckTests
{
    [OneTimeSetUp]
    public void Load() => TorchNative.EnsureAvailable();

    [Test]
    public void Where_the_tests_run_the_way_taken_is_right_and_the_report_says_so()
    {
        TorchSelfCheck check = TorchNative.SelfCheck();
        Assert.Multiple(() =>
        {
            Assert.That(check.IsRight, check.ToString());
            Assert.That(check.Problem(), Is.Null);
            Assert.That(check.ToString(), Does.Contain(Processor.Name).And.Contain("TorchSharp 0.107.0, libtorch 2.10").And.Contain(
                $"right with {check.Way}"));
        });
    }

    [Test]
    public void It_is_done_once_in_a_process()
    {
        TorchSelfCheck first = TorchNative.SelfCheck();
        Assert.That(TorchNative.SelfCheck(), Is.SameAs(first));
    }

    /// <summary>As it was found on an AMD EPYC: a rest of input channels, and only with a kernel.</summary>
    [Test]
    public void A_wrong_output_in_one_way_leads_to_the_next_way()
    {
        TorchSelfCheck check = TorchNative.CheckArithmetic(null, Planted(
            (way, input, weight) => way == ConvolutionWay.ChannelsLast && input.shape[1] % 8 != 0 && input.shape[1] > 8
                && weight.shape[2] > 1,
            output => output.Plus(Number(0.49f))));
        Assert.Multiple(() =>
        {
            Assert.That(check.IsRight, check.ToString());
            Assert.That(check.Way, Is.EqualTo(ConvolutionWay.PaddedChannels));
            Assert.That(check.Tried.Select(tried => tried.IsRounding), Is.EqualTo(new[] { false, true }));
        });
    }

    [Test]
    public void One_wrong_value_of_a_batch_is_seen()
    {
        TorchSelfCheck check = TorchNative.CheckArithmetic(null, Planted(
            (way, input, _) => way == ConvolutionWay.ChannelsLast && input.shape[0] == 32,
            output =>
            {
                var last = new float[output.numel()];
                last[^1] = 0.1f;
                return output.Plus(tensor(last, output.shape));
            }));
        Assert.That(check.Way, Is.EqualTo(ConvolutionWay.PaddedChannels), check.ToString());
    }

    /// <summary>The value is right, and what it passes back is not.</summary>
    [Test]
    public void A_wrong_gradient_is_seen()
    {
        TorchSelfCheck check = TorchNative.CheckArithmetic(null, (way, input, weight, bias, geometry) =>
        {
            Tensor right = Convolutions.Compute(way, input, weight, bias, geometry);
            return way == ConvolutionWay.ChannelsLast && weight.shape[0] == 17
                ? right.Plus(Number(0.01f) * (right - right.detach())) : right;
        });
        Assert.Multiple(() =>
        {
            Assert.That(check.Way, Is.EqualTo(ConvolutionWay.PaddedChannels));
            Assert.That(check.Tried[0].Quantity, Does.Contain("gradient"));
            Assert.That(check.Tried[0].Relative, Is.EqualTo(0.01).Within(1e-4));
        });
    }

    [Test]
    public void Values_that_are_no_numbers_are_wrong()
        => Assert.That(
            TorchNative.CheckArithmetic(null,
                Planted((way, _, _) => way == ConvolutionWay.ChannelsLast, output => output * Number(float.NaN))).Way,
            Is.EqualTo(ConvolutionWay.PaddedChannels));

    [Test]
    public void Wrong_in_every_way_is_the_exception_that_names_processor_versions_shape_and_difference()
    {
        TorchSelfCheck check = TorchNative.CheckArithmetic(
            null, Planted((_, input, _) => input.shape[1] == 20, output => output.Plus(Number(7))));
        Assert.That(check.IsRight, Is.False);
        Assert.That(
            () => TorchNative.Require(check),
            Throws.TypeOf<PlatformNotSupportedException>()
                .With.Message.Contains(Processor.Name)
                .And.Message.Contains("TorchSharp 0.107.0, libtorch 2.10")
                .And.Message.Contains("32 images of 20 channels, 6 × 5, to 17 channels, kernel 3 × 3, stride 2")
                .And.Message.Match(@"the output is off by \d")
                .And.Message.Contains("ChannelsLast").And.Message.Contains("PaddedChannels").And.Message.Contains("Unfolded")
                .And.Message.Contains("core package MusicGenre.MLNet does not need it"));
    }

    [TestCase("plain", ConvolutionWay.Plain)]
    [TestCase("Unfolded", ConvolutionWay.Unfolded)]
    public void A_way_that_is_named_is_the_only_one_tried(string name, ConvolutionWay way)
    {
        TorchSelfCheck check = TorchNative.CheckArithmetic(name, Planted((_, _, _) => true, output => output.Plus(Number(1))));
        Assert.That(check.Tried.Select(tried => tried.Way), Is.EqualTo(new[] { way }));
        Assert.That(check.IsRight, Is.False);
    }

    [Test]
    public void A_way_that_does_not_exist_is_refused()
        => Assert.That(
            () => TorchNative.CheckArithmetic("fast", Convolutions.Compute),
            Throws.TypeOf<PlatformNotSupportedException>().With.Message.Contains("'fast'").And.Message.Contains(
                TorchNative.ConvolutionVariable));

    /// <summary>What a seed gives is the same whether or not the check has run.</summary>
    [Test]
    [Category(Categories.Memory)]
    public void It_leaves_the_random_numbers_and_the_memory_alone()
    {
        torch.manual_seed(5);
        float expected = torch.rand(1).item<float>();
        torch.manual_seed(5);
        long before = DisposeScopeManager.Statistics.ThreadTotalLiveCount;

        TorchNative.CheckArithmetic(null, Convolutions.Compute);

        Assert.That(DisposeScopeManager.Statistics.ThreadTotalLiveCount, Is.EqualTo(before), "tensors are left behind");
        Assert.That(torch.rand(1).item<float>(), Is.EqualTo(expected));
    }

    [Test]
    public void It_works_where_gradients_are_switched_off()
    {
        using var noGrad = no_grad();
        Assert.That(TorchNative.CheckArithmetic(null, Convolutions.Compute).IsRight);
        Assert.That(torch.is_grad_enabled(), Is.False);
    }

    // A tensor, since TorchSharp's passing scalars may be freed too early (see TensorSums).
    private static Tensor Number(float value) => tensor(new[] { value });

    private static ConvolutionCheck.Compute Planted(Func<ConvolutionWay, Tensor, Tensor, bool> where, Func<Tensor, Tensor> change)
        => (way, input, weight, bias, geometry) =>
        {
            Tensor right = Convolutions.Compute(way, input, weight, bias, geometry);
            return where(way, input, weight) ? change(right) : right;
        };
}
