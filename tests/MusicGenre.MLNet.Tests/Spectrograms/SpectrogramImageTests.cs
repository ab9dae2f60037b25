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
    public void Pixels_are_row_major_from_the_top()
    {
        var image = new SpectrogramImage([1, 2, 3, 4, 5, 6], 3, 2);
        Assert.That((image[0, 0], image[0, 2], image[1, 0], image[1, 2]), Is.EqualTo(((byte)1, (byte)3, (byte)4, (byte)6)));
        Assert.That(() => image[2, 0], Throws.InstanceOf<ArgumentOutOfRangeException>());
        Assert.That(() => image[0, 3], Throws.InstanceOf<ArgumentOutOfRangeException>());
        Assert.That(() => image[-1, 0], Throws.InstanceOf<ArgumentOutOfRangeException>());
    }

    [Test]
    public void The_highest_band_is_the_top_row()
    {
        SpectrogramImage image = SpectrogramImage.FromMel(new MelSpectrogram([-80, -40, -20, 0], 2, 2, MelOptions.Librosa));
        Assert.That(image.Pixels, Is.EqualTo(new byte[] { 191, 255, 0, 128 }));
        Assert.That((image.Width, image.Height), Is.EqualTo((2, 2)));
    }

    [Test]
    public void Values_beyond_the_range_are_the_ends_of_it()
    {
        SpectrogramImage image = SpectrogramImage.FromMel(new MelSpectrogram([-1000, 3, -80.1f, 0.1f], 1, 4, MelOptions.Librosa));
        Assert.That(image.Pixels, Is.EqualTo(new byte[] { 0, 255, 0, 255 }));
    }

    [Test]
    public void Only_decibels_are_drawn() => Assert.That(
        () => SpectrogramImage.FromMel(new MelSpectrogram([1], 1, 1, MelOptions.Musicnn)),
        Throws.ArgumentException.With.Message.StartsWith(
            "A picture shows decibels, but this spectrogram's compression is Log10; compute it with Decibels."));

    [Test]
    public void Pixels_to_decibels_and_back_are_the_same_pixels() => Gen.Select(Images, Gen.Float[1, 200]).Sample(
        (image, range) =>
        {
            MelSpectrogram decibels = image.ToDecibels(MelOptions.Librosa with { DynamicRange = range });
            SpectrogramImage back = SpectrogramImage.FromMel(decibels);
            return (back.Width, back.Height) == (image.Width, image.Height) && back.Pixels.SequenceEqual(image.Pixels);
        });

    [Test]
    public void Decibels_to_pixels_and_back_are_within_half_a_step()
    {
        float[] samples = Signals.Noise(1, 22050);
        MelSpectrogram mel = new MelSpectrogramExtractor(MelOptions.Librosa).Compute(samples);
        MelSpectrogram back = SpectrogramImage.FromMel(mel).ToDecibels();
        Assert.That(Golden.LargestDifference(back.Values, mel.Values, relative: false), Is.LessThan(80.0 / 255 / 2 + 1e-4));
        Assert.That(back.Options, Is.EqualTo(MelOptions.Librosa));
    }

    [Test]
    public void Saved_and_loaded_is_byte_for_byte_the_same()
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
    public void Stream_and_bytes_are_read_like_a_file() => Images.Sample(
        image =>
        {
            byte[] png = image.ToPng();
            using var stream = new MemoryStream([9, 9, .. png]) { Position = 2 };
            return SpectrogramImage.Load(stream).Pixels.SequenceEqual(image.Pixels)
                && SpectrogramImage.Load(png).Pixels.SequenceEqual(image.Pixels);
        },
        iter: 50);

    [Test]
    public void The_PNG_is_eight_bit_grey()
    {
        byte[] png = new SpectrogramImage(new byte[12], 4, 3).ToPng();
        // IHDR: width, height, bit depth, colour type.
        Assert.That(png[16..26], Is.EqualTo(new byte[] { 0, 0, 0, 4, 0, 0, 0, 3, 8, 0 }));
    }

    [Test]
    public void Saving_replaces_and_fails_clean()
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
    public void Crop_is_the_part_in_time() => Gen.Select(Images, Gen.Int[0, 1000], Gen.Int[0, 1000]).Sample(
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
    public void Crops_outside_are_refused(int start, int columns) =>
        Assert.That(() => new SpectrogramImage(new byte[6], 3, 2).Crop(start, columns), Throws.InstanceOf<ArgumentOutOfRangeException>());

    [Test]
    public void The_size_it_has_is_no_change() =>
        Images.Sample(image => image.Resize(image.Width, image.Height).Pixels.SequenceEqual(image.Pixels));

    [Test]
    public void An_even_picture_stays_even() => Gen.Select(Gen.Byte, Gen.Int[1, 50], Gen.Int[1, 50], Gen.Int[1, 90], Gen.Int[1, 90]).Sample(
        (value, width, height, newWidth, newHeight) =>
        {
            var pixels = new byte[width * height];
            Array.Fill(pixels, value);
            SpectrogramImage resized = new SpectrogramImage(pixels, width, height).Resize(newWidth, newHeight);
            return resized.Width == newWidth && resized.Height == newHeight && resized.Pixels.All(p => p == value);
        });

    [Test]
    public void Shrinking_averages_and_skips_nothing()
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
    public void Growing_interpolates()
    {
        // Pillow's BILINEAR: centres at 0.5 and 1.5 of two, so the outer quarters are flat.
        Assert.That(new SpectrogramImage([0, 200], 2, 1).Resize(4, 1).Pixels, Is.EqualTo(new byte[] { 0, 50, 150, 200 }));
        Assert.That(new SpectrogramImage([0, 200], 1, 2).Resize(1, 4).Pixels, Is.EqualTo(new byte[] { 0, 50, 150, 200 }));
    }

    [Test]
    public void Resizes_beyond_the_limit_are_refused_before_memory_is_taken() => Assert.That(
        () => new SpectrogramImage([1], 1, 1).Resize(1 << 20, 1 << 10),
        Throws.InstanceOf<ArgumentOutOfRangeException>().With.Message.Contains("more than 67108864"));

    [Test]
    public void Wrong_sizes_are_refused()
    {
        Assert.That(() => new SpectrogramImage(new byte[5], 3, 2), Throws.ArgumentException.With.Message.Contains("has 6 pixels, not 5"));
        Assert.That(() => new SpectrogramImage([], 0, 2), Throws.InstanceOf<ArgumentOutOfRangeException>());
        Assert.That(() => new SpectrogramImage([], 70000, 70000), Throws.InstanceOf<ArgumentOutOfRangeException>());
    }

    [Test]
    public void A_silent_clip_is_black() =>
        Assert.That(SpectrogramImage.FromClip(new AudioClip(new float[22050], 22050)).Pixels, Is.All.EqualTo((byte)0));

    [Test]
    public void From_clip_takes_other_options()
    {
        var clip = new AudioClip(Signals.Noise(1, 22050), 22050);
        SpectrogramImage image = SpectrogramImage.FromClip(clip, MelOptions.Librosa with { MelBands = 64, HopLength = 1024 });
        Assert.That((image.Width, image.Height), Is.EqualTo((22, 64)));
        Assert.That(() => SpectrogramImage.FromClip(clip, MelOptions.Librosa with { Compression = MelCompression.None }),
            Throws.ArgumentException);
    }

    [Test]
    [Category(SharedData.Category)]
    public void Gtzans_pictures_from_elsewhere_are_read_as_they_are()
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
