using MusicGenre.MLNet.Torch.Networks;
using MusicGenre.MLNet.Torch.Tests.TestSupport;

namespace MusicGenre.MLNet.Torch.Tests.Networks;

public sealed class SmallCnnTests : TorchTest
{
    [Test]
    public void Is_small_and_quick_as_documented()
    {
        using SpectrogramNetwork network = NetworkArchitecture.SmallCnn.Create(10);
        const long Blocks = ((24 * 32) + (32 * 32) + (32 * 64) + (64 * 64) + (64 * 128) + (128 * 128) + (128 * 192) + (192 * 192)) * 9;
        const long Shortcuts = (24 * 32) + (32 * 64) + (64 * 128) + (128 * 192);
        const long Normalization = 2 * (24 + (3 * (32 + 64 + 128 + 192)));
        Assert.That(network.ParameterCount, Is.EqualTo((25 * 24) + Blocks + Shortcuts + Normalization + (384 * 10) + 10));
        Assert.That(network.MultiplyAdds(128, 256) / 1e6, Is.EqualTo(172).Within(2));
    }
}
