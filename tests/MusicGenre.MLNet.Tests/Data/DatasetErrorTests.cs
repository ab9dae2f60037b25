using MusicGenre.MLNet.Data;

namespace MusicGenre.MLNet.Tests.Data;

/// <summary>Every error says what is wrong, where, and what to do.</summary>
public class DatasetErrorTests
{
    private DataFolder _folder = null!;

    [SetUp]
    public void MakeFolder() => _folder = new DataFolder();

    [TearDown]
    public void RemoveFolder() => _folder.Dispose();

    [Test]
    public void Missing_folder() => Expect(_folder["absent"], "There is no folder", _folder["absent"], "sub-folder for each genre");

    [Test]
    public void File_instead_of_a_folder()
    {
        _folder.Add("song.mp3");
        Expect(_folder["song.mp3"], "is a file", _folder["song.mp3"], "Give the folder");
    }

    [Test]
    public void Empty_folder()
        => Expect(_folder.Root, "holds no audio file and no spectrogram PNG.", _folder.Root, "sub-folder for each genre");

    [Test]
    public void Folder_with_other_files_only()
    {
        _folder.Add("jazz/a.txt", "b.docx");
        Expect(_folder.Root, "holds no audio file and no spectrogram PNG, only 2 files of other kinds", _folder.Root, "Put the music into");
    }

    [Test]
    public void Files_without_genre_folders()
    {
        _folder.Add("a.mp3", "b.mp3");
        Expect(_folder.Root, "no genre folders with music: 2 files", _folder.Root, "Move them");
    }

    [Test]
    public void One_genre_only()
    {
        _folder.Add("jazz/a.mp3", "jazz/b.mp3");
        Expect(_folder.Root, "one genre only, 'jazz'", _folder.Root, "at least two");
    }

    [Test]
    public void One_folder_too_high()
    {
        _folder.Add("genres/jazz/a.mp3", "genres/jazz/b.mp3", "genres/rock/a.mp3");
        Expect(_folder.Root, "one genre only, 'genres'", $"give '{_folder["genres"]}' instead", "jazz, rock");
    }

    [Test]
    public void Kaggles_GTZAN_one_folder_too_high()
    {
        _folder.Add("genres_original/jazz/a.wav", "images_original/jazz/a.png");
        Expect(_folder.Root, "one folder deeper", $"'{_folder["genres_original"]}'");
    }

    [Test]
    public void A_genre_with_one_track()
    {
        _folder.Add("jazz/a.mp3", "rock/a.mp3", "rock/b.mp3");
        Expect(_folder.Root, "'jazz'", "has 1 track,", "at least 2", "jazz 1, rock 2");
    }

    [Test]
    public void Segments_of_one_track_are_one_track()
    {
        _folder.Add("blues/blues.00000.0.wav", "blues/blues.00000.1.wav", "rock/a.mp3", "rock/b.mp3");
        Expect(_folder.Root, "'blues'", "has 1 track,");
    }

    [Test]
    public void A_genre_of_one_artist()
    {
        _folder.Add("jazz/a.mp3", "jazz/b.mp3", "rock/a.mp3", "rock/b.mp3")
            .Write("tracks.csv", "path,artist\njazz/a.mp3,Ella\njazz/b.mp3,ella\nrock/a.mp3,X\nrock/b.mp3,Y\n");
        Expect(_folder.Root, "'jazz'", "from 1 artist only ('Ella'", "Add other artists");
    }

    [Test]
    public void No_readable_file()
    {
        _folder.Write("jazz/a.wav", "").Write("rock/b.wav", "");
        Expect(_folder.Root, "No file in", "jazz/a.wav: empty file (0 bytes)", "rock/b.wav");
    }

    [Test]
    public void A_genre_of_empty_files_does_not_vanish()
    {
        _folder.Add("jazz/a.mp3", "jazz/b.mp3", "rock/a.mp3", "rock/b.mp3").Write("pop/c.mp3", "");
        Expect(_folder.Root, "'pop'", "no usable track", "pop/c.mp3: empty file");
    }

    [Test]
    public void A_listed_genre_of_missing_files_does_not_vanish()
    {
        _folder.Add("jazz/a.mp3", "jazz/b.mp3", "rock/a.mp3", "rock/b.mp3")
            .Write("tracks.csv", "path\njazz/a.mp3\njazz/b.mp3\nrock/a.mp3\nrock/b.mp3\npop/c.mp3\n");
        Expect(_folder.Root, "'pop'", "no usable track", "line 6");
    }

    [Test]
    [Platform("Linux")]
    public void Genres_that_differ_by_case_only()
    {
        _folder.Add("Jazz/a.mp3", "Jazz/b.mp3", "jazz/a.mp3", "jazz/b.mp3");
        Expect(_folder.Root, "'Jazz' and 'jazz'", "upper and lower case");
    }

    [Test]
    public void Many_skipped_files_are_summed_up()
    {
        for (int i = 0; i < 9; i++)
            _folder.Write($"jazz/{i}.wav", "");
        Expect(_folder.Root, "9 skipped", "and 4 more");
    }

    [TestCase("")]
    [TestCase(" ")]
    public void Empty_path(string path) => Assert.That(() => GenreDataset.Open(path), Throws.ArgumentException);

    [Test]
    public void One_genre_is_enough_to_evaluate()
    {
        _folder.Add("jazz/a.mp3");
        Assert.That(_folder.Open(requireTrainable: false).Genres, Is.EqualTo(new[] { "jazz" }));
    }

    [Test]
    public void More_tracks_can_be_demanded()
    {
        _folder.Add("jazz/a.mp3", "jazz/b.mp3", "rock/a.mp3", "rock/b.mp3");
        GenreDataset dataset = _folder.Open(requireTrainable: true);
        Assert.That(dataset.EnsureTrainable(2), Is.SameAs(dataset));
        Assert.That(() => dataset.EnsureTrainable(3), Throws.InstanceOf<DatasetException>().With.Message.Contains("at least 3"));
        Assert.That(() => dataset.EnsureTrainable(0), Throws.InstanceOf<ArgumentOutOfRangeException>());
    }

    private static void Expect(string directory, params string[] parts)
    {
        DatasetException? error = Assert.Throws<DatasetException>(() => GenreDataset.Open(directory));
        foreach (string part in parts)
            Assert.That(error?.Message, Does.Contain(part));
    }
}
