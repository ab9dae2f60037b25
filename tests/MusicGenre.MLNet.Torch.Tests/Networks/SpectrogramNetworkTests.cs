using MusicGenre.MLNet.Torch.Networks;
using MusicGenre.MLNet.Torch.Networks.Layers;
using MusicGenre.MLNet.Torch.Tests.TestSupport;
using TorchSharp;
using TorchSharp.Modules;

namespace MusicGenre.MLNet.Torch.Tests.Networks;

public sealed class SpectrogramNetworkTests : TorchTest
{
    private static IEnumerable<NetworkArchitecture> Architectures => NetworkArchitecture.All;

    /// <summary>Those that take the image as it is; the student project's resizes it.</summary>
    private static IEnumerable<NetworkArchitecture> Unresized
        => NetworkArchitecture.All.Where(architecture => architecture != NetworkArchitecture.StudentCnn);

    [TestCaseSource(nameof(Architectures))]
    public void Parameters_are_those_of_its_convolutions_dense_layers_and_normalisations(NetworkArchitecture architecture)
    {
        using SpectrogramNetwork network = architecture.Create(10);
        long expected = network.modules().Sum(module => module switch
        {
            Convolution c => (c.out_channels * c.in_channels / c.groups * c.kernel_size[0] * c.kernel_size[1])
                + (c.bias is null ? 0 : c.out_channels),
            Linear l => (l.in_features * l.out_features) + l.out_features,
            BatchNorm2d b => 2 * b.num_features,
            _ => 0,
        });
        TestContext.Out.WriteLine($"{architecture}: {network.ParameterCount:N0} parameters, {network.MultiplyAdds(128, 256) / 1e6:N0} M multiply-adds for 128 × 256");
        Assert.That(network.ParameterCount, Is.EqualTo(expected));
    }

    [TestCaseSource(nameof(Architectures))]
    public void Multiply_adds_are_those_of_the_layers_as_they_ran(NetworkArchitecture architecture)
    {
        using SpectrogramNetwork network = architecture.Create(7);
        network.eval();
        long counted = 0;
        foreach (torch.nn.Module module in network.modules())
        {
            if (module is Convolution convolution)
            {
                convolution.register_forward_hook((_, _, output) =>
                {
                    counted += output.numel() * convolution.weight.numel() / convolution.out_channels;
                    return output;
                });
            }
            else if (module is Linear linear)
            {
                linear.register_forward_hook((_, _, output) =>
                {
                    counted += output.numel() * linear.in_features;
                    return output;
                });
            }
        }

        network.call(Noise(1, 1, 1, 128, 160));

        Assert.That(network.MultiplyAdds(128, 160), Is.EqualTo(counted));
    }

    [TestCaseSource(nameof(Architectures))]
    public void Shapes_are_as_stated(NetworkArchitecture architecture)
    {
        using SpectrogramNetwork network = architecture.Create(9);
        network.eval();
        torch.Tensor images = Noise(2, 2, 1, 128, 130);

        Assert.Multiple(() =>
        {
            Assert.That(network.Embed(images).shape, Is.EqualTo(new long[] { 2, network.EmbeddingSize }));
            Assert.That(network.call(images).shape, Is.EqualTo(new long[] { 2, 9 }));
            Assert.That(network.Head.call(network.Embed(images)).allclose(network.call(images)), Is.True);
            Assert.That(network.Stages.Select(stage => stage.Name), Is.Unique);
            Assert.That(network.Architecture, Is.EqualTo(architecture));
        });
    }

    [TestCaseSource(nameof(Architectures))]
    public void Stages_and_head_hold_every_parameter_once(NetworkArchitecture architecture)
    {
        using SpectrogramNetwork network = architecture.Create(3);
        long parts = network.Stages.Sum(stage => stage.Layer.parameters().Sum(p => p.numel()))
            + network.Head.parameters().Sum(p => p.numel());
        Assert.That(parts, Is.EqualTo(network.ParameterCount));
        Assert.That(network.named_parameters().Select(p => p.name), Is.Unique);
    }

    [TestCaseSource(nameof(Architectures))]
    public void The_smallest_image_is_the_stride(NetworkArchitecture architecture)
    {
        using SpectrogramNetwork network = architecture.Create(3);
        network.eval();
        int mels = Math.Max(network.Stride, 32);
        Assert.That(network.call(Noise(3, 1, 1, network.Stride, network.Stride)).shape, Is.EqualTo(new long[] { 1, 3 }));
        if (network.Stride > 1)
        {
            Assert.That(
                () => network.call(Noise(3, 1, 1, mels, network.Stride - 1)),
                Throws.ArgumentException.With.Message.Contains($"{network.Stride} frames").And.Message.Contains(
                    $"{network.Stride - 1} frames"));
        }
    }

    [TestCaseSource(nameof(Unresized))]
    public void The_stride_is_that_of_the_last_feature_map(NetworkArchitecture architecture)
    {
        using SpectrogramNetwork network = architecture.Create(3);
        network.eval();
        torch.Tensor value = Noise(4, 1, 1, network.Stride * 2, network.Stride * 3);
        foreach ((_, NetworkLayer layer) in network.Stages.SkipLast(1))
            value = layer.call(value);
        Assert.That(value.shape[2..], Is.EqualTo(new long[] { 2, 3 }));
    }

    [TestCase(3, 128, 100)]
    [TestCase(1, 1, 128, 100, 1)]
    [TestCase(1, 3, 128, 100)]
    public void Another_shape_is_refused(params int[] shape)
    {
        using SpectrogramNetwork network = NetworkArchitecture.SmallCnn.Create(3);
        Assert.That(
            () => network.call(torch.zeros([.. shape.Select(size => (long)size)])),
            Throws.ArgumentException.With.Message.Contains("[batch, 1, mels, frames]"));
    }

    [Test]
    public void A_batch_of_one_trains_where_normalisation_has_enough_values_and_is_refused_where_not()
    {
        using SpectrogramNetwork network = NetworkArchitecture.SmallCnn.Create(3);
        network.train();
        int side = network.Stride;
        Assert.That(() => network.call(Noise(5, 1, 1, side, side)), Throws.InvalidOperationException.With.Message.Contains("batch of one"));
        Assert.That(network.call(Noise(5, 1, 1, side, 2 * side)).shape, Is.EqualTo(new long[] { 1, 3 }));
        Assert.That(network.call(Noise(5, 2, 1, side, side)).shape, Is.EqualTo(new long[] { 2, 3 }));

        foreach ((_, NetworkLayer layer) in network.Stages)
            layer.eval();
        Assert.That(network.call(Noise(5, 1, 1, side, side)).shape, Is.EqualTo(new long[] { 1, 3 }),
            "frozen stages normalise with running statistics");
    }

    [TestCaseSource(nameof(Architectures))]
    [Category(Categories.Memory)]
    public void Passes_leave_no_tensors_behind(NetworkArchitecture architecture)
    {
        using SpectrogramNetwork network = architecture.Create(3);
        torch.Tensor images = Noise(6, 2, 1, 64, 64);
        long Run()
        {
            using (torch.NewDisposeScope())
            {
                network.train();
                network.call(images).sum().backward();
                network.eval();
                network.Embed(images);
            }

            return torch.Tensor.TotalCount;
        }

        long after = Run();
        Assert.That(new[] { Run(), Run(), Run() }, Is.All.EqualTo(after));
    }

    [TestCaseSource(nameof(Architectures))]
    [Category(Categories.Memory)]
    public void Disposing_gives_every_tensor_back(NetworkArchitecture architecture)
    {
        SpectrogramNetwork network = architecture.Create(3);
        torch.Tensor[] parameters = [.. network.parameters()];
        torch.Tensor[] buffers = [.. network.buffers()];
        network.Dispose();
        Assert.That(parameters.Concat(buffers).Select(tensor => tensor.IsInvalid), Is.All.True);

        // TorchSharp counts every Parameter twice and takes one of them back, so that many and no more may remain in its count.
        long before = torch.Tensor.TotalCount;
        architecture.Create(3).Dispose();
        Assert.That(torch.Tensor.TotalCount - before, Is.EqualTo(parameters.Length));
    }

    [TestCaseSource(nameof(Architectures))]
    public void The_seed_decides_the_weights(NetworkArchitecture architecture)
    {
        using SpectrogramNetwork first = architecture.Create(3, new NetworkOptions { Seed = 4 });
        torch.rand(3);
        using SpectrogramNetwork same = architecture.Create(3, new NetworkOptions { Seed = 4 });
        using SpectrogramNetwork other = architecture.Create(3, new NetworkOptions { Seed = 5 });
        Assert.That(Weights(same), Is.EqualTo(Weights(first)));
        Assert.That(Weights(other), Is.Not.EqualTo(Weights(first)));
    }

    private static double[] Weights(SpectrogramNetwork network) =>
        [.. network.parameters().Select(parameter => parameter.abs().sum().ToDouble())];
}
