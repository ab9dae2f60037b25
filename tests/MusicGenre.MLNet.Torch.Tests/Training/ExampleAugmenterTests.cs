using MusicGenre.MLNet.Augmentation;
using MusicGenre.MLNet.Torch.Training;

namespace MusicGenre.MLNet.Torch.Tests.Training;

public sealed class ExampleAugmenterTests
{
    private const int Mels = 20;
    private const int Width = 30;

    [Test]
    public void Masks_are_whole_rows_and_whole_columns_no_wider_than_asked()
    {
        var options = NetworkAugmentationOptions.None with { FrequencyMasks = 2, FrequencyMaskWidth = 4, TimeMasks = 1, TimeMaskWidth = 6 };
        var augmenter = new ExampleAugmenter(options, Mels, Width);
        int mostRows = 0;
        int mostColumns = 0;
        for (int seed = 0; seed < 300; seed++)
        {
            float[] original = Noise(seed);
            float[] masked = [.. original];
            augmenter.Mask(new RandomStream(seed, 1, 0), masked);
            float mean = original.Average();
            bool Masked(int mel, int frame) => masked[mel * Width + frame] != original[mel * Width + frame];
            int[] rows = [.. Enumerable.Range(0, Mels).Where(mel => Enumerable.Range(0, Width).All(frame => Masked(mel, frame)))];
            int[] columns = [.. Enumerable.Range(0, Width).Where(frame => Enumerable.Range(0, Mels).All(mel => Masked(mel, frame)))];
            for (int mel = 0; mel < Mels; mel++)
            {
                for (int frame = 0; frame < Width; frame++)
                {
                    Assert.That(Masked(mel, frame), Is.EqualTo(rows.Contains(mel) || columns.Contains(frame)),
                        $"seed {seed}, {mel}, {frame}");
                    if (Masked(mel, frame))
                        Assert.That(masked[mel * Width + frame], Is.EqualTo(mean).Within(1e-5));
                }
            }

            mostRows = Math.Max(mostRows, rows.Length);
            mostColumns = Math.Max(mostColumns, columns.Length);
        }

        Assert.That((mostRows, mostColumns), Is.EqualTo((8, 6)));
    }

    [Test]
    public void A_crop_is_an_unchanged_piece_and_every_piece_occurs()
    {
        const int Frames = Width + 7;
        SpectrogramInput input = Ramp(Frames);
        var augmenter = new ExampleAugmenter(NetworkAugmentationOptions.None, Mels, Width);
        var starts = new HashSet<int>();
        var crop = new float[Mels * Width];
        for (int seed = 0; seed < 200; seed++)
        {
            augmenter.Crop(input, new RandomStream(seed, 1, 0), crop);
            int start = (int)crop[0];
            starts.Add(start);
            Assert.That(crop, Is.EqualTo(Enumerable.Range(0, Mels * Width).Select(i => 100f * (i / Width) + start + i % Width)));
        }

        Assert.That(starts, Is.EquivalentTo(Enumerable.Range(0, 8)));
    }

    [Test]
    public void A_narrow_picture_is_repeated()
    {
        var augmenter = new ExampleAugmenter(NetworkAugmentationOptions.None, Mels, Width);
        var crop = new float[Mels * Width];
        augmenter.Crop(Ramp(11), new RandomStream(5, 1, 0), crop);
        int start = (int)crop[0];
        Assert.That(crop.Take(Width), Is.EqualTo(Enumerable.Range(0, Width).Select(i => (float)((start + i) % 11))));
    }

    [Test]
    public void A_frequency_shift_moves_all_bands_by_as_many_and_repeats_the_edge()
    {
        var augmenter = new ExampleAugmenter(NetworkAugmentationOptions.None with { FrequencyShift = 3 }, Mels, Width);
        var shifts = new HashSet<int>();
        var crop = new float[Mels * Width];
        for (int seed = 0; seed < 100; seed++)
        {
            augmenter.Crop(Ramp(Width), new RandomStream(seed, 1, 0), crop);
            int[] bands = [.. Enumerable.Range(0, Mels).Select(mel => (int)crop[mel * Width] / 100)];
            int shift = Mels / 2 - bands[Mels / 2];
            shifts.Add(shift);
            Assert.That(bands, Is.EqualTo(Enumerable.Range(0, Mels).Select(mel => Math.Clamp(mel - shift, 0, Mels - 1))));
        }

        Assert.That(shifts, Is.EquivalentTo(Enumerable.Range(-3, 7)));
    }

    [Test]
    public void A_stretch_reads_more_or_fewer_frames_evenly()
    {
        var augmenter = new ExampleAugmenter(NetworkAugmentationOptions.None with { TimeStretch = 0.2 }, Mels, Width);
        var crop = new float[Mels * Width];
        var widths = new List<double>();
        for (int seed = 0; seed < 100; seed++)
        {
            augmenter.Crop(Ramp(90), new RandomStream(seed, 1, 0), crop);
            widths.Add(crop[Width - 1] - crop[0] + 1);
            double step = (crop[Width - 1] - crop[0]) / (Width - 1);
            Assert.That(crop[10] - crop[0], Is.EqualTo(10 * step).Within(1e-3));
        }

        Assert.That(widths, Is.All.InRange(Width * 0.8 - 0.5, Width * 1.2 + 0.5));
        Assert.That(widths.Max() - widths.Min(), Is.GreaterThan(Width * 0.3));
    }

    [Test]
    public void A_level_shift_is_one_straight_line_for_the_whole_picture()
    {
        var augmenter = new ExampleAugmenter(NetworkAugmentationOptions.None with { LevelShift = 0.5 }, Mels, Width);
        var crop = new float[Mels * Width];
        float[] original = Noise(3);
        augmenter.Crop(SpectrogramInput.FromValues(original, Mels, Width), new RandomStream(4, 1, 0), crop);
        double gain = (crop[1] - crop[0]) / (original[1] - original[0]);
        double offset = crop[0] - gain * original[0];
        Assert.That(gain, Is.InRange(0.5, 1.5).And.Not.EqualTo(1).Within(1e-3));
        Assert.That(offset, Is.InRange(-0.5, 0.5));
        Assert.That(crop, Is.EqualTo(original.Select(value => (float)(gain * value + offset))).Within(1e-4));
    }

    [Test]
    public void An_equaliser_adds_one_smooth_curve_along_the_bands_to_every_frame()
    {
        var augmenter = new ExampleAugmenter(NetworkAugmentationOptions.None with { Equalizer = 0.3 }, Mels, Width);
        var crop = new float[Mels * Width];
        float[] original = Noise(3);
        var curves = new List<float[]>();
        for (int seed = 0; seed < 200; seed++)
        {
            augmenter.Crop(SpectrogramInput.FromValues(original, Mels, Width), new RandomStream(seed, 1, 0), crop);
            float[] added = [.. crop.Select((value, i) => value - original[i])];
            float[] curve = [.. Enumerable.Range(0, Mels).Select(mel => added[mel * Width])];
            Assert.That(added, Is.EqualTo(added.Select((_, i) => curve[i / Width])).Within(1e-5));
            Assert.That(curve, Is.All.InRange(-0.3f, 0.3f));
            // At most six gains, so at most four corners between straight lines (each seen in two second differences).
            int bends = Enumerable.Range(1, Mels - 2).Count(mel => Math.Abs(curve[mel + 1] - 2 * curve[mel] + curve[mel - 1]) > 1e-4);
            Assert.That(bends, Is.LessThanOrEqualTo(8));
            curves.Add(curve);
        }

        Assert.That(curves.Max(curve => curve[0]), Is.GreaterThan(0.25));
        Assert.That(curves.Min(curve => curve[0]), Is.LessThan(-0.25));
    }

    private static float[] Noise(int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, Mels * Width).Select(_ => random.NextSingle())];
    }

    /// <summary>The value at (mel, frame) is 100·mel + frame.</summary>
    private static SpectrogramInput Ramp(int frames) =>
        SpectrogramInput.FromValues(Enumerable.Range(0, Mels * frames).Select(i => 100f * (i / frames) + i % frames).ToArray(), Mels,
            frames);
}
