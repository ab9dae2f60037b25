using MusicGenre.MLNet.Torch.Networks.Layers;
using MusicGenre.MLNet.Torch.Tests.TestSupport;
using TorchSharp;

namespace MusicGenre.MLNet.Torch.Tests.Networks.Layers;

public sealed class StandardizeLayerTests : TorchTest
{
    [Test]
    public void Every_picture_gets_mean_zero_and_variance_one_by_itself()
    {
        using var layer = new StandardizeLayer();
        torch.Tensor pictures = torch.cat([(0.2f * Noise(1, 1, 1, 16, 20)) - 0.7f, Noise(2, 1, 1, 16, 20)]);
        torch.Tensor result = layer.call(pictures);
        Assert.That(result.shape, Is.EqualTo(pictures.shape));
        for (int i = 0; i < 2; i++)
        {
            Assert.That(result[i].mean().item<float>(), Is.Zero.Within(1e-5));
            Assert.That((result[i] * result[i]).mean().item<float>(), Is.EqualTo(1).Within(1e-4));
            Assert.That(result[i].allclose(layer.call(pictures[i].unsqueeze(0))[0], atol: 1e-6), Is.True,
                "the other picture does not matter");
        }
    }

    [Test]
    public void Level_and_contrast_make_no_difference()
    {
        using var layer = new StandardizeLayer();
        torch.Tensor picture = 0.5f * Noise(3, 1, 1, 16, 20);
        Assert.That(layer.call((0.6f * picture) - 0.25f).allclose(layer.call(picture), atol: 1e-5), Is.True);
    }

    [Test]
    public void An_even_picture_stays_even_and_a_nearly_even_one_is_not_blown_up()
    {
        using var layer = new StandardizeLayer();
        Assert.That(layer.call(torch.full([1, 1, 16, 20], -1f)).abs().max().item<float>(), Is.Zero.Within(1e-6));
        torch.Tensor nearly = 0.001f * Noise(4, 1, 1, 16, 20);
        Assert.That(layer.call(nearly).std().item<float>(), Is.EqualTo(0.01).Within(0.002),
            "a tenth of the deviation that counts: ×10, not ×1000");
    }
}
