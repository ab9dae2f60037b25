using CsCheck;
using MusicGenre.MLNet.Audio;
using MusicGenre.MLNet.Spectrograms;

namespace MusicGenre.MLNet.Tests.Spectrograms;

public sealed class SpectrogramImageTests
{
    private static readonly Gen<SpectrogramImage> Images =
        from width in Gen.Int[1, 70]
        from height in Gen.Int[1, 40]
        from pixels in Gen.Byte.Array[width * height]
        select new SpectrogramImage(pixels, width, height);

    [Test]
    public void PixelsAreRowMajorFromTheTop()
    {
        var image = new SpectrogramImage([1, 2, 3, 4, 5, 6], 3, 2);
        Assert.That((image[0, 0], image[0, 2], image[1, 0], image[1, 2]), Is.EqualTo(((byte)1, (byte)3, (byte)4, (byte)6)));
        Assert.That(() => image[2, 0], Throws.InstanceOf<ArgumentOutOfRangeException>());
        Assert.That(() => image[0, 3], Throws.InstanceOf<ArgumentOutOfRangeException>());
        Assert.That(() => image[-1, 0], Throws.InstanceOf<ArgumentOutOfRangeException>());
    }

    [Test]
    public void TheHighestBandIsTheTopRow()
    {
        SpectrogramImage image = SpectrogramImage.FromMel(new MelSpectrogram([-80, -40, -20, 0], 2, 2, MelOptions.Librosa));
        Assert.That(image.Pixels, Is.EqualTo(new byte[] { 191, 255, 0, 128 }));
        Assert.That((image.Width, image.Height), Is.EqualTo((2, 2)));
    }

    [Test]
    public void ValuesBeyondTheRangeAreTheEndsOfIt()
    {
        SpectrogramImage image = SpectrogramImage.FromMel(new MelSpectrogram([-1000, 3, -80.1f, 0.1f], 1, 4, MelOptions.Librosa));
        Assert.That(image.Pixels, Is.EqualTo(new byte[] { 0, 255, 0, 255 }));
    }

    [Test]
    public void OnlyDecibelsAreDrawn() => Assert.That(
        () => SpectrogramImage.FromMel(new MelSpectrogram([1], 1, 1, MelOptions.Musicnn)),
        Throws.ArgumentException.With.Message.StartsWith(
            "A picture shows decibels, but this spectrogram's compression is Log10; compute it with Decibels."));

    [Test]
    public void PixelsToDecibelsAndBackAreTheSamePixels() => Gen.Select(Images, Gen.Float[1, 200]).Sample(
        (image, range) =>
        {
            MelSpectrogram decibels = image.ToDecibels(MelOptions.Librosa with { DynamicRange = range });
            SpectrogramImage back = SpectrogramImage.FromMel(decibels);
            return (back.Width, back.Height) == (image.Width, image.Height) && back.Pixels.SequenceEqual(image.Pixels);
        });

    [Test]
    public void DecibelsToPixelsAndBackAreWithinHalfAStep()
    {
        float[] samples = Signals.Noise(1, 22050);
        MelSpectrogram mel = new MelSpectrogramExtractor(MelOptions.Librosa).Compute(samples);
        MelSpectrogram back = SpectrogramImage.FromMel(mel).ToDecibels();
        Assert.That(Golden.LargestDifference(back.Values, mel.Values, relative: false), Is.LessThan(80.0 / 255 / 2 + 1e-4));
        Assert.That(back.Options, Is.EqualTo(MelOptions.Librosa));
    }

    [Test]
    public void SavedAndLoadedIsByteForByteTheSame()
    {
        using var folder = new TemporaryFolder();
        string path = Path.Combine(folder.Path, "image.png");
        Images.Sample(
            image =>
            {
                image.Save(path);
                SpectrogramImage loaded = SpectrogramImage.Load(path);
                return loaded.Width == image.Width && loaded.Height == image.Height && loaded.Pixels.SequenceEqual(image.Pixels);
            },
            iter: 100,
            threads: 1);
        Assert.That(Directory.GetFiles(folder.Path), Has.Length.EqualTo(1), "temporary files are left");
    }

    [Test]
    public void StreamAndBytesAreReadLikeAFile() => Images.Sample(
        image =>
        {
            byte[] png = image.ToPng();
            using var stream = new MemoryStream([9, 9, .. png]) { Position = 2 };
            return SpectrogramImage.Load(stream).Pixels.SequenceEqual(image.Pixels) && SpectrogramImage.Load(png).Pixels.SequenceEqual(image.Pixels);
        },
        iter: 50);

    [Test]
    public void ThePngIsEightBitGrey()
    {
        byte[] png = new SpectrogramImage(new byte[12], 4, 3).ToPng();
        // IHDR: width, height, bit depth, colour type.
        Assert.That(png[16..26], Is.EqualTo(new byte[] { 0, 0, 0, 4, 0, 0, 0, 3, 8, 0 }));
    }

    [Test]
    public void SavingReplacesAndFailsClean()
    {
        using var folder = new TemporaryFolder();
        string path = Path.Combine(folder.Path, "image.png");
        File.WriteAllText(path, "old");
        new SpectrogramImage([1, 2], 2, 1).Save(path);
        Assert.That(SpectrogramImage.Load(path).Pixels, Is.EqualTo(new byte[] { 1, 2 }));
        string nowhere = Path.Combine(folder.Path, "missing", "image.png");
        Assert.That(() => new SpectrogramImage([1], 1, 1).Save(nowhere), Throws.InstanceOf<DirectoryNotFoundException>());
        string taken = Path.Combine(folder.Path, "folder.png");
        Directory.CreateDirectory(taken);
        Assert.That(() => new SpectrogramImage([1], 1, 1).Save(taken), Throws.InstanceOf<Exception>());
        Assert.That(Directory.GetFiles(folder.Path), Has.Length.EqualTo(1), "temporary files are left");
    }

    [Test]
    public void CropIsThePartInTime() => Gen.Select(Images, Gen.Int[0, 1000], Gen.Int[0, 1000]).Sample(
        (image, a, b) =>
        {
            int start = a % image.Width, columns = 1 + b % (image.Width - start);
            SpectrogramImage part = image.Crop(start, columns);
            return part.Width == columns && part.Height == image.Height && Enumerable.Range(0, image.Height).All(
                row => Enumerable.Range(0, columns).All(column => part[row, column] == image[row, start + column]));
        });

    [TestCase(-1, 2)]
    [TestCase(0, 0)]
    [TestCase(2, 2)]
    [TestCase(1, int.MaxValue)]
    public void CropsOutsideAreRefused(int start, int columns) =>
        Assert.That(() => new SpectrogramImage(new byte[6], 3, 2).Crop(start, columns), Throws.InstanceOf<ArgumentOutOfRangeException>());

    [Test]
    public void TheSizeItHasIsNoChange() =>
        Images.Sample(image => image.Resize(image.Width, image.Height).Pixels.SequenceEqual(image.Pixels));

    [Test]
    public void AnEvenPictureStaysEven() => Gen.Select(Gen.Byte, Gen.Int[1, 50], Gen.Int[1, 50], Gen.Int[1, 90], Gen.Int[1, 90]).Sample(
        (value, width, height, newWidth, newHeight) =>
        {
            var pixels = new byte[width * height];
            Array.Fill(pixels, value);
            SpectrogramImage resized = new SpectrogramImage(pixels, width, height).Resize(newWidth, newHeight);
            return resized.Width == newWidth && resized.Height == newHeight && resized.Pixels.All(p => p == value);
        });

    [Test]
    public void ShrinkingAveragesAndSkipsNothing()
    {
        // One white column in 64: a filter that skips columns would lose it or make it too bright.
        for (int white = 0; white < 64; white++)
        {
            var pixels = new byte[64];
            pixels[white] = 255;
            int[] small = [.. new SpectrogramImage(pixels, 64, 1).Resize(8, 1).Pixels];
            Assert.That(small.Sum(), Is.InRange(15, 50), $"column {white}");
        }
    }

    [Test]
    public void GrowingInterpolates()
    {
        // Pillow's BILINEAR: centres at 0.5 and 1.5 of two, so the outer quarters are flat.
        Assert.That(new SpectrogramImage([0, 200], 2, 1).Resize(4, 1).Pixels, Is.EqualTo(new byte[] { 0, 50, 150, 200 }));
        Assert.That(new SpectrogramImage([0, 200], 1, 2).Resize(1, 4).Pixels, Is.EqualTo(new byte[] { 0, 50, 150, 200 }));
    }

    [Test]
    public void ResizesBeyondTheLimitAreRefusedBeforeMemoryIsTaken() => Assert.That(
        () => new SpectrogramImage([1], 1, 1).Resize(1 << 20, 1 << 10),
        Throws.InstanceOf<ArgumentOutOfRangeException>().With.Message.Contains("more than 67108864"));

    [Test]
    public void WrongSizesAreRefused()
    {
        Assert.That(() => new SpectrogramImage(new byte[5], 3, 2), Throws.ArgumentException.With.Message.Contains("has 6 pixels, not 5"));
        Assert.That(() => new SpectrogramImage([], 0, 2), Throws.InstanceOf<ArgumentOutOfRangeException>());
        Assert.That(() => new SpectrogramImage([], 70000, 70000), Throws.InstanceOf<ArgumentOutOfRangeException>());
    }

    [Test]
    public void ASilentClipIsBlack() =>
        Assert.That(SpectrogramImage.FromClip(new AudioClip(new float[22050], 22050)).Pixels, Is.All.EqualTo((byte)0));

    [Test]
    public void FromClipTakesOtherOptions()
    {
        var clip = new AudioClip(Signals.Noise(1, 22050), 22050);
        SpectrogramImage image = SpectrogramImage.FromClip(clip, MelOptions.Librosa with { MelBands = 64, HopLength = 1024 });
        Assert.That((image.Width, image.Height), Is.EqualTo((22, 64)));
        Assert.That(() => SpectrogramImage.FromClip(clip, MelOptions.Librosa with { Compression = MelCompression.None }), Throws.ArgumentException);
    }

    [Test]
    [Category(SharedData.Category)]
    public void GtzansPicturesFromElsewhereAreReadAsTheyAre()
    {
        string folder = SharedData.Get("data", "gtzan-spectrograms");
        string file = Directory.EnumerateFiles(folder, "*.png", SearchOption.AllDirectories).Order().First();
        SpectrogramImage image = SpectrogramImage.Load(file);
        Assert.That((image.Width, image.Height), Is.EqualTo((496, 128)));
        // Low frequencies are at the bottom, and music has more of them.
        Assert.That(image.Pixels[^(496 * 32)..].Average(p => p), Is.GreaterThan(image.Pixels[..(496 * 32)].Average(p => p)));
        Assert.That(SpectrogramImage.Load(image.ToPng()).Pixels, Is.EqualTo(image.Pixels));
    }
}
