using System.Diagnostics;
using System.Text;
using MusicGenre.MLNet.Data;

namespace MusicGenre.MLNet.Tests.Data;

public class TracksCsvTests
{
    private DataFolder _folder = null!;

    [SetUp]
    public void MakeFolder() => _folder = new DataFolder().Add("jazz/a.ogg", "jazz/b.ogg", "rock/c.ogg", "rock/d.ogg");

    [TearDown]
    public void RemoveFolder() => _folder.Dispose();

    [Test]
    public void Listed_files_are_the_data_set()
    {
        _folder.Write("tracks.csv", "path,genre,artist,fold\njazz/a.ogg,bebop,Bird,0\nrock/c.ogg,rock,,1\n");

        GenreDataset dataset = _folder.Open();

        Assert.That(dataset.Tracks.Select(t => (t.RelativePath, t.Genre, t.Artist, t.Fold, t.Group)), Is.EqualTo(new[]
        {
            ("jazz/a.ogg", "bebop", "Bird", 0, "Bird"),
            ("rock/c.ogg", "rock", (string?)null, (int?)1, "rock/c"),
        }));
        Assert.That(dataset.UnlistedFiles, Is.EqualTo(2));
        Assert.That(dataset.ToString(), Is.EqualTo("2 tracks in 2 genres (bebop 1, rock 1), 2 files not listed in the table"));
    }

    [Test]
    [Category(Categories.Memory)]
    public void A_path_of_thousands_of_folders_that_are_not_there_takes_no_more_than_its_length()
    {
        string deep = string.Concat(Enumerable.Repeat("folder/", 10_000)) + "a.ogg";
        _folder.Write("tracks.csv", $"path,genre\njazz/a.ogg,jazz\n{deep},rock\nrock/c.ogg,rock\n");
        _folder.Open();
        long before = GC.GetAllocatedBytesForCurrentThread();
        GenreDataset dataset = _folder.Open();
        Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.LessThan(200 * deep.Length));
        Assert.That(dataset.Tracks, Has.Count.EqualTo(2));
    }

    [Test]
    public void Columns_may_come_in_any_order_with_others_and_the_genre_from_the_folder()
    {
        _folder.Write("tracks.csv", "Year,FOLD,Path\n1959,3,jazz/a.ogg\n,,rock/c.ogg");

        Assert.That(_folder.Open().Tracks.Select(t => (t.Genre, t.Artist, t.Fold)), Is.EqualTo(new[] { ("jazz", (string?)null, (int?)3), ("rock", null, null) }));
    }

    [Test]
    public void Quotes_backslashes_blank_lines_carriage_returns_and_a_byte_order_mark_are_understood()
    {
        _folder.Add("jazz/x, \"y\".ogg");
        File.WriteAllText(_folder["tracks.csv"], "path,artist\r\n\r\n\"jazz\\x, \"\"y\"\".ogg\",\"Earth, Wind & Fire\"\r\n\r\nrock\\c.ogg,Motörhead\r\n", new UTF8Encoding(true));

        Assert.That(_folder.Open().Tracks.Select(t => (t.RelativePath, t.Artist)), Is.EqualTo(new[]
        {
            ("jazz/x, \"y\".ogg", "Earth, Wind & Fire"), ("rock/c.ogg", "Motörhead"),
        }));
    }

    [Test]
    public void Missing_folders_repeated_and_empty_files_are_skipped_with_reasons()
    {
        _folder.Write("jazz/e.ogg", "").Write(
            "tracks.csv", "path,genre\njazz/a.ogg,jazz\njazz/gone.ogg,jazz\n\njazz/./a.ogg,rock\njazz,jazz\njazz/e.ogg,jazz\n");

        GenreDataset dataset = _folder.Open();

        Assert.That(dataset.Tracks.Select(t => (t.RelativePath, t.Genre)), Is.EqualTo(new[] { ("jazz/a.ogg", "jazz") }));
        Assert.That(dataset.Skipped.Select(s => (Path.GetRelativePath(_folder.Root, s.Path), s.Reason)), Is.EqualTo(new[]
        {
            ("jazz", "listed in tracks.csv, line 6, but it is a folder"),
            ("jazz/a.ogg", "listed twice in tracks.csv: line 5 repeats line 2, which counts"),
            ("jazz/e.ogg", "empty file (0 bytes)"),
            ("jazz/gone.ogg", "listed in tracks.csv, line 3, but there is no such file"),
        }));
    }

    [Test]
    [Platform("Linux,MacOSX")]
    public void A_link_to_a_listed_file_is_a_repetition()
    {
        Directory.CreateSymbolicLink(_folder["alias"], _folder["jazz"]);
        File.CreateSymbolicLink(_folder["rock/e.ogg"], _folder["rock/c.ogg"]);
        _folder.Write("tracks.csv", "path\njazz/a.ogg\nalias/a.ogg\nrock/c.ogg\nrock/e.ogg\n");

        GenreDataset dataset = _folder.Open();

        Assert.That(dataset.Tracks.Select(t => t.RelativePath), Is.EqualTo(new[] { "jazz/a.ogg", "rock/c.ogg" }));
        Assert.That(dataset.Skipped.Select(s => s.Reason), Is.All.Contains("listed twice"));
        Assert.That(dataset.UnlistedFiles, Is.EqualTo(2), "jazz/b.ogg and rock/d.ogg");
    }

    [Test]
    public void A_repeated_file_does_not_take_the_good_one_away_later()
    {
        _folder.Write("tracks.csv", "path\njazz/a.ogg\njazz/a.ogg\nrock/c.ogg\n");

        Assert.That(_folder.Open().Without([]).Tracks.Select(t => t.TrackId), Is.EqualTo(new[] { "jazz/a", "rock/c" }));
    }

    [Test]
    public void Files_may_lie_elsewhere_if_the_genre_is_given()
    {
        using var elsewhere = new DataFolder();
        elsewhere.Add("a.wav");
        _folder.Write("tracks.csv", $"path,genre\n{elsewhere["a.wav"]},jazz\n");

        GenreTrack track = _folder.Open().Tracks.Single();

        Assert.That(track.Path, Is.EqualTo(elsewhere["a.wav"]));
        Assert.That(track.RelativePath, Is.EqualTo(Path.GetRelativePath(_folder.Root, elsewhere["a.wav"]).Replace('\\', '/')));
    }

    [Test]
    public void A_listed_file_of_unknown_extension_is_taken_for_sound()
    {
        _folder.Add("jazz/live.mp4").Write("tracks.csv", "path\njazz/live.mp4\n");

        Assert.That(_folder.Open().Tracks.Single().Kind, Is.EqualTo(TrackKind.Audio));
    }

    [Test]
    public void An_unclosed_quote_in_a_long_table_is_one_error()
    {
        _folder.Write("tracks.csv", "path,genre\n\"a.wav,jazz\n" + string.Concat(Enumerable.Repeat("b.wav,\"rock\"\"\n", 200_000)));

        Assert.That(() => _folder.Open(),
            Throws.InstanceOf<DatasetException>().With.Message.Contains("tracks.csv', line 2: ").And.Message.Contains("not closed"));
    }

    [Test]
    public void An_unclosed_quote_before_twenty_megabytes_takes_no_longer_than_reading_them()
    {
        _folder.Write("tracks.csv", "path,genre\nx.wav,\"a \"\"b\"\"\nc\"\n\"a.wav,jazz\n" + string.Concat(Enumerable.Repeat("b.wav,rock\n", 2_000_000)));
        var clock = Stopwatch.StartNew();
        Assert.That(() => _folder.Open(),
            Throws.InstanceOf<DatasetException>().With.Message.Contains("tracks.csv', line 4: ").And.Message.Contains("not closed"));
        Assert.That(clock.Elapsed.TotalSeconds, Is.LessThan(20), "the square of its length would take hours");
    }

    [TestCase("path,genre\na\0b.wav,jazz\n", 2, "NUL")]
    [TestCase("path,genre\na.wav,ja\0zz\n", 2, "NUL")]
    [TestCase("path,genre,fold\na.wav,jazz,\0\n", 2, "NUL")]
    public void A_NUL_is_refused(string text, int line, string words)
    {
        _folder.Write("tracks.csv", text);
        Assert.That(() => _folder.Open(), Throws.InstanceOf<DatasetException>().With.Message.Contains($"tracks.csv', line {line}: ").And.Message.Contains(words));
    }

    [Test]
    public void Damaged_tables_end_in_the_one_exception()
    {
        byte[] whole = Encoding.UTF8.GetBytes(
            "path,genre,artist,fold\r\nrock/0.wav,rock,a,0\r\nrock/1.wav,rock,\"b, c\",1\r\njazz/0.wav,jazz,\"d \"\"q\"\" é\",1.0\r\n");
        int refused = 0;
        for (int seed = 0; seed < 2000; seed++)
        {
            var random = new Random(seed);
            byte[] bytes = [.. whole];
            for (int i = random.Next(1, 5); i > 0; i--)
                bytes[random.Next(bytes.Length)] = random.Next(4) switch { 0 => (byte)random.Next(256), 1 => 0, 2 => (byte)'"', _ => (byte)',' };
            if (seed % 7 == 0)
                "\uFFFF"u8.CopyTo(bytes.AsSpan(26 + random.Next(20)));
            _folder.Write("tracks.csv", Encoding.Latin1.GetString(bytes));
            File.WriteAllBytes(Path.Combine(_folder.Root, "tracks.csv"), bytes);
            try
            {
                _folder.Open();
            }
            catch (DatasetException)
            {
                refused++;
            }
        }
        Assert.That(refused, Is.GreaterThan(1000), "nothing else was thrown");
    }

    [Test]
    public void A_table_that_is_a_pipe_is_refused_at_once()
    {
        if (OperatingSystem.IsWindows())
            Assert.Ignore("Windows has no pipes with a path.");
        ExternalProgram.Succeed(_folder.Root, "mkfifo", "tracks.csv");
        Assert.That(() => _folder.Open(), Throws.InstanceOf<DatasetException>().With.Message.Contains("a pipe or a device"));
    }

    [TestCase("file,genre\nx,y\n", 1, "no column 'path', only 'file', 'genre'")]
    [TestCase("path;genre\nx;y\n", 1, "separated by commas")]
    [TestCase("path,genre,Path\nx,y,z\n", 1, "'Path' is there twice")]
    [TestCase("path,genre\njazz/a.ogg\n", 2, "1 fields, but the header has 2")]
    [TestCase("path,genre\n\n\njazz/a.ogg,jazz,x\njazz/b.ogg,jazz", 4, "3 fields, but the header has 2")]
    [TestCase("path,genre\njazz/a.ogg,jazz\n,jazz\n", 3, "its path is empty")]
    [TestCase("path,fold\njazz/a.ogg,one", 2, "its fold is 'one'")]
    [TestCase("path,genre\n\"a\"b,jazz\n", 2, "quote")]
    [TestCase("path,genre\n\"a,jazz\nrock/c.ogg,rock\n", 2, "not closed")]
    [TestCase("path,artist\n\"jazz/a.ogg\",\"x\ny\"\na.ogg,z\n", 4, "no genre")]
    [TestCase("path\r\njazz/a.ogg\r\n../a.ogg\r\n", 3, "no genre")]
    public void A_wrong_line_is_named(string text, int line, string what)
    {
        _folder.Write("tracks.csv", text);
        Assert.That(() => _folder.Open(),
            Throws.InstanceOf<DatasetException>().With.Message.Contains($"tracks.csv', line {line}: ").And.Message.Contains(what));
    }

    [TestCase("", "is empty")]
    [TestCase("\n \n", "is empty")]
    [TestCase("path,genre\n", "lists no tracks")]
    public void A_table_without_rows_is_an_error(string text, string what)
    {
        _folder.Write("tracks.csv", text);
        Assert.That(() => _folder.Open(),
            Throws.InstanceOf<DatasetException>().With.Message.Contains(what).And.Message.Contains("tracks.csv"));
    }

    [Test]
    public void A_table_that_is_not_UTF8_is_an_error()
    {
        File.WriteAllBytes(_folder["tracks.csv"], [.. "path,artist\njazz/a.ogg,Mot"u8, 0xF6, .. "rhead\n"u8]);
        Assert.That(() => _folder.Open(), Throws.InstanceOf<DatasetException>().With.Message.Contains("not UTF-8"));
    }

    [Test]
    public void The_table_can_be_ignored()
    {
        _folder.Write("tracks.csv", "broken");

        Assert.That(GenreDataset.Open(_folder.Root, new DatasetOptions { TracksFile = null }).Tracks, Has.Count.EqualTo(4));
    }
}
