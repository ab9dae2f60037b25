using MusicGenre.MLNet.Audio;
using MusicGenre.MLNet.Data;
using MusicGenre.MLNet.Embeddings;
using MusicGenre.MLNet.Spectrograms;
using MusicGenre.MLNet.Training;
using SkiaSharp;

namespace MusicGenre.MLNet.Tests.Prediction;

/// <summary>Which pictures are taken for music: the cover of an album is none.</summary>
public sealed class PictureRuleTests
{
    private TrainedToneClassifier _trained = null!;
    private string _spectrogram = null!, _cover = null!;

    [OneTimeSetUp]
    public void Train()
    {
        _trained = new TrainedToneClassifier();
        _spectrogram = _trained.Folder.Combine("spectrogram.png");
        SpectrogramImage.FromClip(ToneGenres.Compose("high", 4, 77)).Save(_spectrogram);
        _cover = _trained.Folder.Write("folder.png", Picture(300, 300, (x, y) => new SKColor((byte)x, (byte)y, 90)));
    }

    [OneTimeTearDown]
    public void CleanUp() => _trained.Dispose();

    [Test]
    public void A_classifier_of_sound_gives_no_picture_a_genre_unless_it_is_asked_for()
    {
        foreach (string picture in new[] { _cover, _spectrogram })
        {
            Assert.That(
                () => _trained.Classifier.Predict(picture),
                Throws.TypeOf<AudioFormatException>().With.Message.Contains("learned from sound").And.Message.Contains("AllowPictures"));
            using FileStream stream = File.OpenRead(picture);
            Assert.That(() => _trained.Classifier.Predict(stream), Throws.TypeOf<AudioFormatException>());
            Assert.That(_trained.Classifier.PredictMany([picture]).Single().Error, Does.Contain("learned from sound"));
        }
        Assert.That(_trained.Classifier.Predict(_spectrogram, new PredictOptions { AllowPictures = true }).Genre, Is.EqualTo("high"));
    }

    [Test]
    public void The_ready_classifier_gives_no_cover_a_genre_even_if_pictures_are_asked_for()
    {
        using MusicGenreClassifier ready = MusicGenreClassifier.Pretrained("rock", "jazz");
        Assert.That(() => ready.Predict(_cover), Throws.TypeOf<AudioFormatException>());
        Assert.That(
            () => ready.Predict(_cover, new PredictOptions { AllowPictures = true }),
            Throws.TypeOf<SpectrogramImageException>().With.Message.Contains("folder.png").And.Message.Contains("is in colours"));
        string high = _trained.Folder.Write("poster.png", Picture(20, 3000, (x, y) => new SKColor((byte)y, (byte)y, (byte)y)));
        Assert.That(
            () => ready.Predict(high, new PredictOptions { AllowPictures = true }),
            Throws.TypeOf<SpectrogramImageException>().With.Message.Contains("has 3000 rows"));
    }

    [Test]
    public void A_grey_picture_that_is_stored_in_colours_is_grey()
    {
        SpectrogramImage grey = SpectrogramImage.Load(_spectrogram);
        string stored = _trained.Folder.Write(
            "stored.png", Picture(grey.Width, grey.Height, (x, y) => new SKColor(grey[y, x], grey[y, x], grey[y, x])));
        var asked = new PredictOptions { AllowPictures = true };
        Assert.That(_trained.Classifier.Predict(stored, asked).Ranked, Is.EqualTo(_trained.Classifier.Predict(_spectrogram, asked).Ranked));
    }

    [Test]
    public void A_classifier_of_pictures_takes_such_as_it_learned_from([Values] bool colored)
    {
        using var folder = new TemporaryFolder();
        foreach (string genre in ToneGenres.Names)
        {
            Directory.CreateDirectory(folder.Combine(genre));
            for (int i = 0; i < 4; i++)
            {
                SpectrogramImage image = SpectrogramImage.FromClip(ToneGenres.Compose(genre, 4, i));
                byte[] png = colored ? Framed(image) : image.ToPng();
                folder.Write(Path.Combine(genre, $"{i}.png"), png);
            }
        }
        string model = folder.Combine("model.zip");
        using (MusicGenreClassifier trained = MusicGenreClassifier.Train(
            folder.Path, new TrainOptions { Backbone = "mel-statistics", WorkspacePath = folder.Combine("cache") }))
        {
            trained.Save(model);
            string[] warnings = [.. trained.HeldOut!.Origin!.Training!.Warnings];
            Assert.That(
                warnings, colored ? Has.One.Contains("12 of 12 pictures that were looked at are in colours and have a frame") : Is.Empty);
            string card = folder.Combine("card.md");
            trained.HeldOut.ToReport().SaveModelCard(card);
            Assert.That(File.ReadAllText(card).Contains("in colours and have a frame"), Is.EqualTo(colored));
        }
        using MusicGenreClassifier classifier = MusicGenreClassifier.Load(model);
        Assert.That(classifier.Predict(folder.Combine("high", "0.png")).Ranked, Has.Count.EqualTo(3));
        Assert.That(classifier.Manifest.LearnedFromPictures, Is.True);
        Assert.That(classifier.Manifest.LearnedFromColors, Is.EqualTo(colored));
        if (!colored)
            Assert.That(() => classifier.Predict(_cover), Throws.TypeOf<SpectrogramImageException>());
    }

    [Test]
    public void Pictures_in_colours_beside_sound_are_skipped_and_named()
    {
        using var folder = new TemporaryFolder();
        foreach (string genre in new[] { "jazz", "rock" })
        {
            Directory.CreateDirectory(folder.Combine(genre));
            folder.Write(Path.Combine(genre, "scan 1.png"), File.ReadAllBytes(_cover));
            folder.Write(Path.Combine(genre, "song.wav"), [1]);
            folder.Write(Path.Combine(genre, "other.png"), File.ReadAllBytes(_spectrogram));
        }

        GenreDataset dataset = GenreDataset.Open(folder.Path);

        Assert.That(dataset.Tracks.Select(track => Path.GetFileName(track.Path)).Distinct(), Is.EqualTo(new[] { "other.png", "song.wav" }));
        Assert.That(dataset.Skipped.Select(file => file.Reason), Has.Exactly(2).Contains("a picture in colours beside audio files"));
    }

    private static byte[] Framed(SpectrogramImage image) => Picture(image.Width + 20, image.Height + 20, (x, y) =>
        x < 10 || y < 10 || x >= image.Width + 10 || y >= image.Height + 10
            ? SKColors.White : new SKColor(image[y - 10, x - 10], 0, (byte)(255 - image[y - 10, x - 10])));

    private static byte[] Picture(int width, int height, Func<int, int, SKColor> color)
    {
        using var bitmap = new SKBitmap(width, height, SKColorType.Rgba8888, SKAlphaType.Opaque);
        bitmap.Pixels = [.. Enumerable.Range(0, width * height).Select(i => color(i % width, i / width))];
        return bitmap.Encode(SKEncodedImageFormat.Png, 100).ToArray();
    }
}
