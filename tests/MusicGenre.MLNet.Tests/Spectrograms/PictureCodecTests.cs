using System.Buffers.Binary;
using CsCheck;
using MusicGenre.MLNet.Spectrograms;

namespace MusicGenre.MLNet.Tests.Spectrograms;

/// <summary>Pictures of every kind, and what is none.</summary>
[NonParallelizable]
public sealed class PictureCodecTests
{
    private const int Width = 16, Height = 16;

    /// <summary>All values from 0 to 255, once.</summary>
    private static readonly byte[] Ramp = [.. Enumerable.Range(0, 256).Select(v => (byte)v)];

    private static IEnumerable<TestCaseData> GreyInOtherClothes()
    {
        byte[] palette = [.. Ramp.SelectMany(v => new[] { v, v, v })];
        yield return Case("grey 8", PngBuilder.Grey, 8, Ramp);
        yield return Case("grey 16", PngBuilder.Grey, 16, [.. Ramp.SelectMany(v => new[] { v, v })]);
        yield return Case("RGB 8", PngBuilder.Rgb, 8, [.. Ramp.SelectMany(v => new[] { v, v, v })]);
        yield return Case("RGB 16", PngBuilder.Rgb, 16, [.. Ramp.SelectMany(v => new[] { v, v, v, v, v, v })]);
        yield return Case("RGBA 8", PngBuilder.Rgba, 8, [.. Ramp.SelectMany(v => new byte[] { v, v, v, 255 })]);
        yield return Case("RGBA 16", PngBuilder.Rgba, 16, [.. Ramp.SelectMany(v => new byte[] { v, v, v, v, v, v, 255, 255 })]);
        yield return Case("grey + alpha 8", PngBuilder.GreyAlpha, 8, [.. Ramp.SelectMany(v => new byte[] { v, 255 })]);
        yield return Case("grey + alpha 16", PngBuilder.GreyAlpha, 16, [.. Ramp.SelectMany(v => new byte[] { v, v, 255, 255 })]);
        yield return Case("palette", PngBuilder.Palette, 8, Ramp, palette);

        static TestCaseData Case(string name, byte type, byte depth, byte[] rows, byte[]? colors = null) =>
            new TestCaseData(PngBuilder.Create(Width, Height, type, depth, rows, colors)).SetArgDisplayNames(name);
    }

    [TestCaseSource(nameof(GreyInOtherClothes))]
    public void A_grey_picture_stored_any_way_has_exactly_its_values(byte[] png)
    {
        SpectrogramImage image = SpectrogramImage.Load(png);
        Assert.That((image.Width, image.Height), Is.EqualTo((Width, Height)));
        Assert.That(image.Pixels, Is.EqualTo(Ramp));
    }

    [Test]
    public void One_bit_grey_is_black_and_white()
    {
        SpectrogramImage image = SpectrogramImage.Load(PngBuilder.Create(8, 1, PngBuilder.Grey, 1, [0b1010_0110]));
        Assert.That(image.Pixels, Is.EqualTo(new byte[] { 255, 0, 255, 0, 0, 255, 255, 0 }));
    }

    [Test]
    public void Colours_become_their_luma() => Gen.Byte.Array[3 * 20].Sample(rgb =>
    {
        SpectrogramImage image = SpectrogramImage.Load(PngBuilder.Create(20, 1, PngBuilder.Rgb, 8, rgb));
        for (int i = 0; i < 20; i++)
        {
            double luma = 0.299 * rgb[3 * i] + 0.587 * rgb[3 * i + 1] + 0.114 * rgb[3 * i + 2];
            if (Math.Abs(image.Pixels[i] - luma) > 0.501)
                return false;
        }
        return true;
    });

    [Test]
    public void What_is_transparent_lies_on_black()
    {
        SpectrogramImage image = SpectrogramImage.Load(PngBuilder.Create(3, 1, PngBuilder.GreyAlpha, 8, [200, 0, 200, 128, 200, 255]));
        Assert.That(image.Pixels, Is.EqualTo(new byte[] { 0, 100, 200 }));
    }

    [Test]
    public void What_is_no_picture_is_named()
    {
        using var folder = new TemporaryFolder();
        string path = Path.Combine(folder.Path, "song.png");
        File.WriteAllText(path, "This is a text file that was renamed to .png for the fun of it.");
        Assert.That(
            () => SpectrogramImage.Load(path),
            Throws.InstanceOf<SpectrogramImageException>().With.Message.StartsWith(
                $"Could not read '{path}' as a picture: its content is no picture"));
        File.WriteAllBytes(path, []);
        Assert.That(() => SpectrogramImage.Load(path), Throws.InstanceOf<SpectrogramImageException>().With.Message.Contains("it is empty"));
        Assert.That(() => SpectrogramImage.Load(path + "x"), Throws.InstanceOf<FileNotFoundException>());
    }

    [Test]
    public void Random_bytes_are_no_picture() => Gen.Byte.Array[0, 200].Sample(bytes =>
        Assert.That(() => SpectrogramImage.Load(bytes), Throws.InstanceOf<SpectrogramImageException>()));

    [Test]
    public void A_picture_cut_off_anywhere_is_refused()
    {
        var random = new Random(1);
        var pixels = new byte[200 * 128];
        random.NextBytes(pixels);
        byte[] png = new SpectrogramImage(pixels, 200, 128).ToPng();
        byte[] colours = PngBuilder.Create(100, 64, PngBuilder.Rgba, 8, pixels);
        foreach (byte[] file in new[] { png, colours })
        {
            // The last 16 bytes hold no pixels.
            for (int length = 1; length < file.Length - 16; length += 97)
            {
                Assert.That(
                    () => SpectrogramImage.Load(file.AsSpan(0, length)),
                    Throws.InstanceOf<SpectrogramImageException>(),
                    $"{length} of {file.Length} bytes");
            }
        }
    }

    [Test]
    public void A_damaged_picture_is_refused_or_read_but_never_crashes()
    {
        byte[] png = new SpectrogramImage([.. Ramp, .. Ramp], 32, 16).ToPng();
        Gen.Select(Gen.Int[8, png.Length - 1], Gen.Byte).Sample((at, value) =>
        {
            byte[] damaged = [.. png];
            damaged[at] = value;
            try
            {
                return SpectrogramImage.Load(damaged).Pixels.Length > 0;
            }
            catch (SpectrogramImageException)
            {
                // The one exception that is allowed.
                return true;
            }
        });
    }

    [TestCase(100_000, 100_000)]
    [TestCase(60_000, 60_000)]
    [TestCase(1_000_000, 68)]
    [TestCase(8_000, 8_000)]
    [Category(Categories.Memory)]
    public void Absurd_sizes_are_refused_before_memory_is_taken(int width, int height)
    {
        byte[] png = PngBuilder.Create(8, 1, PngBuilder.Grey, 8, new byte[8]);
        BinaryPrimitives.WriteInt32BigEndian(png.AsSpan(16), width);
        BinaryPrimitives.WriteInt32BigEndian(png.AsSpan(20), height);
        BinaryPrimitives.WriteUInt32BigEndian(png.AsSpan(29), PngBuilder.Crc(png[12..29]));
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.That(() => SpectrogramImage.Load(png), Throws.InstanceOf<SpectrogramImageException>());
        Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.LessThan(1_000_000));
    }

    [Test]
    [Category(Categories.Memory)]
    public void A_large_picture_in_colours_takes_memory_in_proportion_to_its_pixels()
    {
        const int Side = 4_000;
        byte[] png = PngBuilder.Create(Side, Side, PngBuilder.Rgba, 8, new byte[4 * Side * Side]);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.That(SpectrogramImage.Load(png).Pixels.Length, Is.EqualTo(Side * Side));
        // Four bytes of colours a pixel, and one of grey.
        Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.LessThan((5 * Side * Side) + (1 << 20)));
    }

    [Test]
    [Category(Categories.Memory)]
    public void A_larger_picture_in_colours_is_refused_before_memory_is_taken_and_one_in_grey_is_read()
    {
        const int Width = 20_000, Height = 1_000;
        byte[] coloured = PngBuilder.Create(Width, Height, PngBuilder.Rgb, 8, new byte[3 * Width * Height]);
        byte[] grey = PngBuilder.Create(Width, Height, PngBuilder.Grey, 8, new byte[Width * Height]);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.That(() => SpectrogramImage.Load(coloured), Throws.TypeOf<SpectrogramImageException>().With.Message.Contains("in grey"));
        Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.LessThan((Width * Height) + (1 << 20)));
        Assert.That(SpectrogramImage.Load(grey).Width, Is.EqualTo(Width));
    }

    [Test]
    [Category(Categories.Memory)]
    public void Reading_and_writing_keeps_no_native_memory()
    {
        // 1,000 pictures of 128 KB, decoded and encoded: 250 MB would be left if Skia's objects were not disposed.
        var image = new SpectrogramImage(new byte[1024 * 128], 1024, 128);
        byte[] png = image.ToPng();
        for (int i = 0; i < 100; i++)
            SpectrogramImage.Load(png).ToPng();
        long before = Environment.WorkingSet;
        for (int i = 0; i < 1000; i++)
            SpectrogramImage.Load(png).ToPng();
        GC.Collect();
        Assert.That(Environment.WorkingSet - before, Is.LessThan(100L << 20));
    }
}
