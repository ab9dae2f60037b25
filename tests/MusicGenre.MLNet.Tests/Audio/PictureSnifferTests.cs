using MusicGenre.MLNet.Audio;
using MusicGenre.MLNet.Spectrograms;
using SkiaSharp;

namespace MusicGenre.MLNet.Tests.Audio;

/// <summary>Pictures where sound is expected.</summary>
public sealed class PictureSnifferTests
{
    [TestCase(SKEncodedImageFormat.Jpeg, "JPEG")]
    [TestCase(SKEncodedImageFormat.Png, "PNG")]
    [TestCase(SKEncodedImageFormat.Webp, "WebP")]
    public void A_picture_is_called_by_its_format(SKEncodedImageFormat format, string name)
    {
        using var bitmap = new SKBitmap(64, 64);
        byte[] bytes = bitmap.Encode(format, 90).ToArray();

        Assert.That(() => AudioClip.FromBytes(bytes),
            Throws.InstanceOf<AudioFormatException>().With.Message.Contains($"it is a {name} picture"));
    }

    [Test]
    public void A_BMP_a_GIF_and_a_TIFF_are_called_so()
    {
        byte[] bmp = [.. "BM"u8, 0x36, 0x30, 0, 0, 0, 0, 0, 0, 54, 0, 0, 0, 40, 0, 0, 0, .. new byte[500]];
        Assert.That(() => AudioClip.FromBytes(bmp), Throws.InstanceOf<AudioFormatException>().With.Message.Contains("a BMP picture"));
        byte[] gif = [.. "GIF89a"u8, .. new byte[500]];
        Assert.That(() => AudioClip.FromBytes(gif), Throws.InstanceOf<AudioFormatException>().With.Message.Contains("a GIF picture"));
        byte[] tiff = [.. "II*\0"u8, .. new byte[500]];
        Assert.That(() => AudioClip.FromBytes(tiff), Throws.InstanceOf<AudioFormatException>().With.Message.Contains("a TIFF picture"));
    }

    [Test]
    [Category(SharedData.Category)]
    public void A_JPEG_under_a_wrong_name_is_told_so_and_one_grey_is_refused()
    {
        using MusicGenreClassifier classifier = MusicGenreClassifier.Pretrained("rock", "jazz");
        var asked = new PredictOptions { AllowPictures = true };
        Assert.That(
            () => classifier.Predict(SharedData.Get("cases", "really-jpeg.png")),
            Throws.InstanceOf<AudioFormatException>().With.Message.Contains("it is a JPEG picture"));
        Assert.That(
            () => classifier.Predict(SharedData.Get("cases", "black.png"), asked),
            Throws.InstanceOf<SpectrogramImageException>().With.Message.Contains("one grey"));
        Assert.That(
            () => classifier.Predict(SharedData.Get("cases", "kaggle-magma.png"), asked),
            Throws.InstanceOf<SpectrogramImageException>().With.Message.Contains("is in colours"));
    }
}
