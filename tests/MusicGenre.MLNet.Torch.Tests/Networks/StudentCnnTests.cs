using MusicGenre.MLNet.Torch.Networks;
using MusicGenre.MLNet.Torch.Tests.TestSupport;
using TorchSharp;

namespace MusicGenre.MLNet.Torch.Tests.Networks;

public sealed class StudentCnnTests : TorchTest
{
    [Test]
    public void Has_15_764_554_parameters_for_ten_genres()
    {
        using SpectrogramNetwork network = NetworkArchitecture.StudentCnn.Create(10);
        Assert.That(network.ParameterCount, Is.EqualTo(15_764_554));
    }

    [Test]
    public void Multiply_adds_are_the_same_for_any_image()
    {
        using SpectrogramNetwork network = NetworkArchitecture.StudentCnn.Create(10);
        const long Expected = (254L * 254 * 32 * 9) + (125L * 125 * 64 * 32 * 9) + (62L * 62 * 64 * 64) + (64 * 10);
        Assert.That(network.MultiplyAdds(128, 496), Is.EqualTo(Expected));
        Assert.That(network.MultiplyAdds(256, 256), Is.EqualTo(Expected));
    }

    [Test]
    public void Images_of_another_size_are_resized_bilinearly()
    {
        using SpectrogramNetwork network = NetworkArchitecture.StudentCnn.Create(4);
        network.eval();
        torch.Tensor image = Noise(1, 1, 1, 128, 496);
        torch.Tensor resized = torch.nn.functional.interpolate(
            image, [256, 256], mode: torch.InterpolationMode.Bilinear, align_corners: false);
        Assert.That(network.call(image).allclose(network.call(resized)), Is.True);
    }

    [Test]
    public void A_width_cannot_be_chosen() =>
        Assert.That(
            () => NetworkArchitecture.StudentCnn.Create(4, new NetworkOptions { Width = 2 }),
            Throws.ArgumentException.With.Message.Contains("student-cnn"));
}
