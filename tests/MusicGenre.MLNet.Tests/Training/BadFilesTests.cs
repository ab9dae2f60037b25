using MusicGenre.MLNet.Audio;
using MusicGenre.MLNet.Data;
using MusicGenre.MLNet.Tests.Audio;
using MusicGenre.MLNet.Training;

namespace MusicGenre.MLNet.Tests.Training;

/// <summary>
/// Bad files among good ones are skipped, counted and named; a folder with too little in it stops the training with one clear error.
/// </summary>
public class BadFilesTests
{
    [Test]
    public void Train_bad_files_among_good_ones_trains_and_names_each_with_its_reason()
    {
        using var folder = new TemporaryFolder();
        string data = ToneGenres.Write(folder.Combine("music"));
        byte[] good = File.ReadAllBytes(Path.Combine(data, "low", "low00.wav"));
        File.WriteAllBytes(Path.Combine(data, "low", "truncated.wav"), good[..(good.Length / 2)]);
        File.WriteAllBytes(Path.Combine(data, "low", "empty.wav"), []);
        File.WriteAllText(Path.Combine(data, "low", "text.wav"), "This is not a song. It only has the name of one.\n");
        new AudioClip(Signals.Sine(440, 22_050, 441), 22_050).SaveWav(Path.Combine(data, "high", "short.wav"));
        new AudioClip(new float[44_100], 22_050).SaveWav(Path.Combine(data, "high", "silent.wav"));
        File.WriteAllBytes(
            Path.Combine(data, "high", "nan.wav"),
            WavBuilder.Create().Format(3, 1, 22_050, 32).Data(WavBuilder.BytesFloat([.. Enumerable.Repeat(float.NaN, 44_100)])).Build());

        using MusicGenreClassifier classifier = MusicGenreClassifier.Train(data, Options(folder));

        Dictionary<string, string> skipped = classifier.HeldOut!.Skipped.ToDictionary(s => Path.GetFileName(s.Path), s => s.Reason);
        Assert.That(
            skipped.Keys, Is.EquivalentTo(new[] { "truncated.wav", "empty.wav", "text.wav", "short.wav", "silent.wav", "nan.wav" }));
        Assert.Multiple(() =>
        {
            Assert.That(skipped["truncated.wav"], Does.Contain("truncated"));
            Assert.That(skipped["empty.wav"], Does.Contain("empty"));
            Assert.That(skipped["text.wav"], Does.Contain("text"));
            Assert.That(skipped["short.wav"], Does.Contain("0.02 s"));
            Assert.That(skipped["silent.wav"], Does.Contain("silent"));
            Assert.That(skipped["nan.wav"], Does.Contain("NaN"));
        });
        Assert.That(classifier.Training!.Tracks, Is.EqualTo(18));
        Assert.That(classifier.HeldOut!.Skipped, Has.Count.EqualTo(6));
    }

    [Test]
    public void Train_too_little_is_readable_says_what_was_found_and_expected()
    {
        using var folder = new TemporaryFolder();
        string data = ToneGenres.Write(folder.Combine("music"));
        foreach (string file in Directory.GetFiles(Path.Combine(data, "noise")).Skip(1))
            File.WriteAllText(file, "no sound");

        Assert.That(
            () => MusicGenreClassifier.Train(data, Options(folder)),
            Throws.TypeOf<DatasetException>().With.Message.Contains("noise"));
    }

    [Test]
    public void Train_no_readable_file_says_so()
    {
        using var folder = new TemporaryFolder();
        foreach (string genre in (string[])["jazz", "rock"])
            for (int i = 0; i < 3; i++)
                File.WriteAllText(Path.Combine(Directory.CreateDirectory(folder.Combine("music", genre)).FullName, $"{i}.wav"), "no sound");

        Assert.That(() => MusicGenreClassifier.Train(folder.Combine("music"), Options(folder)), Throws.TypeOf<DatasetException>());
    }

    [Test]
    public void Train_folder_missing_or_empty_or_of_one_genre_says_so()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder.Combine("empty"));
        ToneGenres.Write(folder.Combine("one"));
        Directory.Delete(folder.Combine("one", "low"), true);
        Directory.Delete(folder.Combine("one", "high"), true);
        ToneGenres.Write(folder.Combine("single"));
        foreach (string file in Directory.GetFiles(folder.Combine("single", "low")).Skip(1))
            File.Delete(file);

        Assert.That(
            () => MusicGenreClassifier.Train(folder.Combine("nowhere")),
            Throws.TypeOf<DatasetException>().With.Message.Contains(folder.Combine("nowhere")));
        Assert.That(
            () => MusicGenreClassifier.Train(folder.Combine("empty")),
            Throws.TypeOf<DatasetException>().With.Message.Contains(folder.Combine("empty")));
        Assert.That(
            () => MusicGenreClassifier.Train(folder.Combine("one")), Throws.TypeOf<DatasetException>().With.Message.Contains("noise"));
        Assert.That(
            () => MusicGenreClassifier.Train(folder.Combine("single")), Throws.TypeOf<DatasetException>().With.Message.Contains("low"));
    }

    private static TrainOptions Options(TemporaryFolder folder) => new() { WorkspacePath = folder.Combine("cache") };
}
