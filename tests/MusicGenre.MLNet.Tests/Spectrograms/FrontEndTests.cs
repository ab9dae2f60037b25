using MusicGenre.MLNet.Spectrograms;
using MusicGenre.MLNet.Tests.TestSupport;

namespace MusicGenre.MLNet.Tests.Spectrograms;

/// <summary>The front ends of public networks against what those networks were given.</summary>
public sealed class FrontEndTests
{
    [Test]
    [Category(SharedData.Category)]
    public void EfficientAtLogMel()
    {
        float[] samples = SharedData.ReadFloats(SharedData.Get("models", "efficientat", "ref.pcm32k.f32"));
        float[] expected = SharedData.ReadFloats(SharedData.Get("models", "efficientat", "ref.logmel.f32"));
        MelSpectrogram mel = new MelSpectrogramExtractor(MelOptions.EfficientAt).Compute(samples);
        Assert.That((mel.Mels, mel.Frames), Is.EqualTo((128, 500)));
        double difference = Golden.LargestDifference(mel.Values, expected, relative: false);
        TestContext.Out.WriteLine($"EfficientAT log-mel: largest difference {difference:g3}");
        Assert.That(difference, Is.LessThan(1e-3));
    }
}
