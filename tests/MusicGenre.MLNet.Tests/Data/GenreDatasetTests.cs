using MusicGenre.MLNet.Data;

namespace MusicGenre.MLNet.Tests.Data;

public class GenreDatasetTests
{
    private DataFolder _folder = null!;

    [SetUp]
    public void MakeFolder() => _folder = new DataFolder();

    [TearDown]
    public void RemoveFolder() => _folder.Dispose();

    [Test]
    public void First_level_folder_is_the_genre_and_files_are_found_below_it()
    {
        _folder.Add("rock/b.mp3", "jazz/disc 2/deep/a.WAV", "jazz/a.flac", "rock/a.png");

        GenreDataset dataset = _folder.Open();

        Assert.That(dataset.Tracks.Select(t => (t.RelativePath, t.Genre, t.TrackId, t.Kind)), Is.EqualTo(new[]
        {
            ("jazz/a.flac", "jazz", "jazz/a", TrackKind.Audio),
            ("jazz/disc 2/deep/a.WAV", "jazz", "jazz/disc 2/deep/a", TrackKind.Audio),
            ("rock/a.png", "rock", "rock/a", TrackKind.Spectrogram),
            ("rock/b.mp3", "rock", "rock/b", TrackKind.Audio),
        }));
        Assert.That(dataset.Genres, Is.EqualTo(new[] { "jazz", "rock" }));
        Assert.That(dataset.Tracks[1].Path, Is.EqualTo(_folder["jazz/disc 2/deep/a.WAV"]));
        Assert.That(dataset.Directory, Is.EqualTo(_folder.Root));
        Assert.That(dataset.Skipped, Is.Empty);
    }

    [Test]
    public void Order_is_ordinal()
    {
        _folder.Add("a/b.wav", "a/B.wav", "a/_.wav", "Z/1.wav", "Z/10.wav", "Z/2.wav");

        Assert.That(_folder.Open().Tracks.Select(t => t.RelativePath), Is.EqualTo(new[] { "Z/1.wav", "Z/10.wav", "Z/2.wav", "a/B.wav", "a/_.wav", "a/b.wav" }));
    }

    [Test]
    public void Hidden_files_and_leftovers_of_systems_are_ignored()
    {
        _folder.Add("jazz/a.wav", "jazz/._a.wav", "jazz/.hidden.wav", ".git/x.wav", "__MACOSX/jazz/a.wav", "jazz/@eaDir/a.png",
            "jazz/Thumbs.db", "jazz/desktop.ini");

        GenreDataset dataset = _folder.Open();

        Assert.That(dataset.Tracks.Select(t => t.RelativePath), Is.EqualTo(new[] { "jazz/a.wav" }));
        Assert.That(dataset.Skipped, Is.Empty);
    }

    [Test]
    public void Files_of_other_kinds_are_counted_and_a_renamed_text_stays_for_the_decoder()
    {
        _folder.Add("jazz/a.wav", "jazz/a.txt", "jazz/a.cue", "jazz/cover.jpg", "notes.md").Write("jazz/text.wav", "this is not sound");

        GenreDataset dataset = _folder.Open();

        Assert.That(dataset.Tracks.Select(t => t.TrackId), Is.EqualTo(new[] { "jazz/a", "jazz/text" }));
        Assert.That(dataset.OtherFiles, Is.EqualTo(4));
    }

    [Test]
    public void Empty_files_are_skipped_with_a_reason()
    {
        _folder.Add("jazz/a.wav").Write("jazz/b.wav", "");

        GenreDataset dataset = _folder.Open();

        Assert.That(dataset.Tracks, Has.Count.EqualTo(1));
        Assert.That(dataset.Skipped, Is.EqualTo(new[] { new SkippedFile(_folder["jazz/b.wav"], "empty file (0 bytes)") }));
    }

    [Test]
    public void Cover_pictures_beside_sound_are_skipped_by_name_but_spectrograms_are_not()
    {
        _folder.Add("jazz/a.wav", "jazz/Cover.png", "jazz/a.png", "rock/cover.png", "rock/front.png");

        GenreDataset dataset = _folder.Open();

        Assert.That(dataset.Tracks.Select(t => t.RelativePath), Is.EqualTo(new[] { "jazz/a.png", "jazz/a.wav", "rock/cover.png", "rock/front.png" }));
        Assert.That(dataset.Skipped.Single().Path, Is.EqualTo(_folder["jazz/Cover.png"]));
        Assert.That(dataset.TrackCount, Is.EqualTo(3), "the sound and the picture of 'a' are one recording");
    }

    [Test]
    public void Files_in_the_root_and_empty_genre_folders_are_named()
    {
        _folder.Add("jazz/a.wav", "stray.wav", "scripts/run.py");
        Directory.CreateDirectory(_folder["pop"]);

        GenreDataset dataset = _folder.Open();

        Assert.That(dataset.Skipped.Select(s => Path.GetRelativePath(_folder.Root, s.Path)), Is.EqualTo(new[] { "pop", "scripts", "stray.wav" }));
        Assert.That(dataset.Skipped[2].Reason, Does.Contain("no genre"));
    }

    [Test]
    [Platform("Linux,MacOSX")]
    public void Links_are_followed_once_and_loops_end()
    {
        _folder.Add("jazz/a.wav", "jazz/sub/b.wav", "rock/c.wav");
        Directory.CreateSymbolicLink(_folder["jazz/sub/loop"], _folder["jazz"]);
        Directory.CreateSymbolicLink(_folder["rock/other"], _folder["jazz/sub"]);
        File.CreateSymbolicLink(_folder["rock/d.wav"], _folder["rock/c.wav"]);
        File.CreateSymbolicLink(_folder["rock/gone.wav"], _folder["nowhere.wav"]);

        GenreDataset dataset = _folder.Open();

        Assert.That(dataset.Tracks.Select(t => t.RelativePath), Is.EqualTo(new[] { "jazz/a.wav", "jazz/sub/b.wav", "rock/c.wav" }));
        Assert.That(dataset.Skipped.Select(s => Path.GetRelativePath(_folder.Root, s.Path)), Is.EqualTo(new[] { "jazz/sub/loop", "rock/d.wav", "rock/gone.wav", "rock/other" }));
        Assert.That(dataset.Skipped[2].Reason, Does.Contain("does not exist"));
    }

    [Test]
    [Platform("Linux,MacOSX")]
    public void Music_behind_links_belongs_to_the_genre_of_the_link()
    {
        using var elsewhere = new DataFolder();
        elsewhere.Add("collection/a.wav");
        Directory.CreateSymbolicLink(_folder["jazz"], elsewhere["collection"]);

        Assert.That(_folder.Open().Tracks.Single().RelativePath, Is.EqualTo("jazz/a.wav"));
    }

    [Test]
    [Platform("Linux,MacOSX")]
    public void What_cannot_be_opened_is_skipped_with_a_reason()
    {
        _folder.Add("jazz/a.wav", "jazz/closed.wav", "rock/b.wav");
        File.SetUnixFileMode(_folder["jazz/closed.wav"], UnixFileMode.None);
        File.SetUnixFileMode(_folder["rock"], UnixFileMode.None);
        try
        {
            Assume.That(() => File.OpenRead(_folder["jazz/closed.wav"]).Dispose(), Throws.InstanceOf<UnauthorizedAccessException>(),
                "the superuser opens everything");

            GenreDataset dataset = _folder.Open();

            Assert.That(dataset.Tracks.Select(t => t.RelativePath), Is.EqualTo(new[] { "jazz/a.wav" }));
            Assert.That(dataset.Skipped.Select(s => s.Path), Is.EqualTo(new[] { _folder["jazz/closed.wav"], _folder["rock"] }));
        }
        finally
        {
            File.SetUnixFileMode(_folder["rock"], UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    [Test]
    public void Cancellation_stops_the_reading() =>
        Assert.That(() => GenreDataset.Open(_folder.Root, null, new CancellationToken(canceled: true)),
            Throws.InstanceOf<OperationCanceledException>());

    [Test]
    public void Without_takes_unreadable_files_out_and_names_them()
    {
        _folder.Add("jazz/a.wav", "jazz/b.wav", "rock/c.wav", "rock/d.wav");
        GenreDataset dataset = _folder.Open(requireTrainable: true);

        GenreDataset smaller = dataset.Without([new SkippedFile(_folder["jazz/b.wav"], "truncated")]);

        Assert.That(smaller.Tracks.Select(t => t.TrackId), Is.EqualTo(new[] { "jazz/a", "rock/c", "rock/d" }));
        Assert.That(smaller.Skipped, Is.EqualTo(new[] { new SkippedFile(_folder["jazz/b.wav"], "truncated") }));
        Assert.That(dataset.Tracks, Has.Count.EqualTo(4), "the data set itself does not change");
        Assert.That(() => smaller.EnsureTrainable(),
            Throws.InstanceOf<DatasetException>().With.Message.Contains("'jazz'").And.Message.Contains("truncated"));
    }

    [Test]
    public void A_genre_does_not_vanish_when_all_its_files_are_unreadable()
    {
        _folder.Add("jazz/a.wav", "jazz/b.wav", "rock/c.wav", "rock/d.wav", "pop/e.wav", "pop/f.wav");
        GenreDataset smaller = _folder.Open(requireTrainable: true)
            .Without([new SkippedFile(_folder["jazz/a.wav"], "bad")])
            .Without([new SkippedFile(_folder["jazz/b.wav"], "bad")]);

        Assert.That(smaller.Genres, Is.EqualTo(new[] { "pop", "rock" }));
        Assert.That(() => smaller.EnsureTrainable(),
            Throws.InstanceOf<DatasetException>().With.Message.Contains("'jazz'").And.Message.Contains("no usable track"));
    }

    [Test]
    public void The_corrupt_file_of_kaggles_GTZAN_is_explained_only_when_it_fails()
    {
        _folder.Add("jazz/jazz.00053.wav", "jazz/jazz.00054.wav");
        GenreDataset dataset = _folder.Open();
        Assert.That(dataset.Tracks, Has.Count.EqualTo(2), "a good file is not skipped for its name");

        GenreDataset smaller = dataset.Without([new SkippedFile(_folder["jazz/jazz.00054.wav"], "no RIFF header"),
            new SkippedFile(_folder["jazz/jazz.00053.wav"], "no RIFF header")]);

        Assert.That(smaller.Skipped[1].Reason, Does.StartWith("no RIFF header (a known fault of GTZAN"));
        Assert.That(smaller.Skipped[0].Reason, Is.EqualTo("no RIFF header"));
        Assert.That(smaller.Without([]).Skipped, Is.EqualTo(smaller.Skipped), "explained once");
    }

    [Test]
    public void Describes_itself()
    {
        _folder.Add("jazz/a.wav", "rock/c.wav", "rock/d.wav").Write("rock/e.wav", "");

        Assert.That(_folder.Open().ToString(), Is.EqualTo("3 tracks in 2 genres (jazz 1, rock 2), 1 skipped"));
    }

    [Test]
    public void Defaults_are_as_documented() =>
        Assert.That(new DatasetOptions(), Is.EqualTo(new DatasetOptions { TracksFile = "tracks.csv", RequireTrainable = true }));

    [TestCase("")]
    [TestCase("lists/tracks.csv")]
    [TestCase(@"lists\tracks.csv")]
    public void Tracks_file_must_be_a_file_name(string name) =>
        Assert.That(() => GenreDataset.Open(_folder.Root, new DatasetOptions { TracksFile = name }),
            Throws.ArgumentException.With.Message.Contains("TracksFile"));
}
