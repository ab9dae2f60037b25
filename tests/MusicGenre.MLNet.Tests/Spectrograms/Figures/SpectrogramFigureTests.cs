using MusicGenre.MLNet.Audio;
using MusicGenre.MLNet.Spectrograms;
using MusicGenre.MLNet.Spectrograms.Figures;
using SkiaSharp;

namespace MusicGenre.MLNet.Tests.Spectrograms.Figures;

public sealed class SpectrogramFigureTests
{
    private static MelSpectrogram Mel(double seconds, MelOptions? options = null)
    {
        options ??= MelOptions.Librosa;
        return new MelSpectrogramExtractor(options).Compute(Signals.Noise(1, (int)(seconds * options.SampleRate)));
    }

    [TestCase(0.02)]
    [TestCase(0.5)]
    [TestCase(3)]
    [TestCase(30)]
    [TestCase(119.9)]
    [TestCase(125)]
    [TestCase(600)]
    public void No_label_is_cut_off_at_any_length(double seconds)
    {
        const string Title = "A title that is much too long for a figure of this width, so that it has to be cut somewhere";
        var options = new FigureOptions { Title = Title, Width = 900, Height = 400 };
        var picture = new Picture(SpectrogramFigure.Render(Mel(seconds), options));
        Assert.That((picture.Width, picture.Height), Is.EqualTo((900, 400)));
        Assert.That(picture.TouchesTheEdge(2), Is.False);
        Assert.That(new Picture(SpectrogramFigure.Render(Mel(seconds), options with { ColorBar = false })).TouchesTheEdge(2), Is.False);
    }

    [Test]
    public void Hours_are_written_as_hours()
    {
        var mel = new MelSpectrogram(new float[2 * 200000], 2, 200000, MelOptions.Librosa with { HopLength = 4410 });
        var options = new FigureOptions { ColorBar = false };
        Assert.That(new Picture(SpectrogramFigure.Render(mel, options)).TouchesTheEdge(2), Is.False);
    }

    [TestCase(320, 200, 10)]
    [TestCase(500, 300, 14)]
    [TestCase(3000, 2000, 60)]
    public void No_label_is_cut_off_at_any_size(int width, int height, float font)
    {
        var options = new FigureOptions { Width = width, Height = height, FontSize = font, Title = "Title" };
        foreach (MelOptions mel in NamedSettings.All)
            Assert.That(new Picture(SpectrogramFigure.Render(Mel(2, mel), options)).TouchesTheEdge(2), Is.False);
    }

    [Test]
    public void A_figure_without_room_says_so() => Assert.That(
        () => SpectrogramFigure.Render(Mel(1), new FigureOptions { Width = 250, Height = 160, FontSize = 40 }),
        Throws.ArgumentException.With.Message.StartsWith("A figure of 250 × 160 pixels with labels of 40 leaves no room for the picture"));

    [Test]
    public void The_floor_is_black_and_the_maximum_pale_yellow()
    {
        // A quiet left and a loud right half.
        MelSpectrogram mel = new([.. Enumerable.Range(0, 128 * 10).Select(i => i % 10 < 5 ? -80f : 0f)], 128, 10, MelOptions.Librosa);
        var picture = new Picture(SpectrogramFigure.Render(mel));
        Assert.That(picture[300, 250], Is.EqualTo(new SKColor(0, 0, 4)));
        Assert.That(picture[1000, 250], Is.EqualTo(new SKColor(0xFC, 0xFD, 0xBF)));
    }

    [Test]
    public void Low_frequencies_are_at_the_bottom_and_time_runs_to_the_right()
    {
        float[] tone = [.. Signals.Sine(200, 22050, 22050), .. new float[22050], .. Signals.Sine(9000, 22050, 22050)];
        var picture = new Picture(SpectrogramFigure.Render(
            new AudioClip(tone, 22050), new FigureOptions { ColorMap = FigureColorMap.Grey }));
        Assert.That(Brightest(250).Y, Is.InRange(440, 500), "200 Hz, at the bottom left");
        Assert.That(Brightest(1150).Y, Is.InRange(20, 120), "9 kHz, at the top right");
        Assert.That(Brightest(680).Value, Is.LessThan(10), "silence in the middle");

        (int Y, int Value) Brightest(int x) => Enumerable.Range(25, 460).Select(y => (y, (int)picture[x, y].Red)).MaxBy(p => p.Item2);
    }

    [Test]
    public void Silence_and_constant_values_are_drawn()
    {
        Assert.That(SpectrogramFigure.Render(new AudioClip(new float[4000], 22050)), Is.Not.Empty);
        Assert.That(SpectrogramFigure.Render(new MelSpectrogram([1, 1, 1, 1], 2, 2, MelOptions.Musicnn with { MelBands = 2 })),
            Is.Not.Empty);
    }

    [Test]
    public void Values_that_are_not_finite_are_refused() => Assert.That(
        () => SpectrogramFigure.Render(new MelSpectrogram([1, float.NaN], 1, 2, MelOptions.Musicnn)),
        Throws.ArgumentException.With.Message.Contains("not finite"));

    [Test]
    public void The_same_spectrogram_is_the_same_picture()
    {
        byte[] first = SpectrogramFigure.Render(Mel(1)), second = SpectrogramFigure.Render(Mel(1));
        Assert.That(second, Is.EqualTo(first));
    }

    [Test]
    public void Options_change_what_they_say()
    {
        MelSpectrogram mel = Mel(1);
        var plain = new Picture(SpectrogramFigure.Render(mel, new FigureOptions { ColorBar = false }));
        Assert.That(plain.HasInk(0, 0, 1400, 18), Is.False, "no title");
        Assert.That(new Picture(SpectrogramFigure.Render(mel, new FigureOptions { Title = "Title" })).HasInk(0, 4, 1400, 40), Is.True);
        Assert.That(plain[1300, 250], Is.Not.EqualTo(SKColors.White), "the picture reaches where the colour bar's labels were");
        Assert.That(Colorful(FigureColorMap.Grey), Is.Zero);
        Assert.That(Colorful(FigureColorMap.Viridis), Is.GreaterThan(100000));

        int Colorful(FigureColorMap map) => new Picture(SpectrogramFigure.Render(mel, new FigureOptions { ColorMap = map }))
            .Count(c => Math.Max(c.Red, Math.Max(c.Green, c.Blue)) - Math.Min(c.Red, Math.Min(c.Green, c.Blue)) > 40);
    }

    [Test]
    public void Saves_whole_files_only()
    {
        using var folder = new TemporaryFolder();
        string path = Path.Combine(folder.Path, "figure.png");
        SpectrogramFigure.Save(Mel(1), path);
        Assert.That(File.ReadAllBytes(path), Is.EqualTo(SpectrogramFigure.Render(Mel(1))));
        var clip = new AudioClip(Signals.Noise(1, 22050), 22050);
        SpectrogramFigure.Save(clip, path, new FigureOptions { Width = 400, Height = 300, FontSize = 12 });
        Assert.That(new Picture(File.ReadAllBytes(path)).Width, Is.EqualTo(400));
        Assert.That(Directory.GetFiles(folder.Path), Has.Length.EqualTo(1));
    }
}
