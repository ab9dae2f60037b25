using System.Text;
using MusicGenre.MLNet.Data;

namespace MusicGenre.MLNet.Tests.Data;

/// <summary>Folders and tables as other programs, systems and people leave them.</summary>
public sealed class StrangeFoldersTests
{
    private DataFolder _folder = null!;

    [SetUp]
    public void MakeFolder() => _folder = new DataFolder().Add("jazz/a.ogg", "jazz/b.ogg", "rock/c.ogg", "rock/d.ogg");

    [TearDown]
    public void RemoveFolder() => _folder.Dispose();

    [Test]
    public void Folds_that_pandas_wrote_as_decimals_are_whole_numbers()
    {
        _folder.Write("tracks.csv", "path,fold\njazz/a.ogg,1.0\nrock/c.ogg,2\nrock/d.ogg,nan\n");

        Assert.That(_folder.Open().Tracks.Select(track => track.Fold), Is.EqualTo(new int?[] { 1, 2, null }));
    }

    [Test]
    public void A_fold_that_is_no_whole_number_is_still_an_error()
    {
        _folder.Write("tracks.csv", "path,fold\njazz/a.ogg,1.5\n");

        Assert.That(() => _folder.Open(), Throws.InstanceOf<DatasetException>().With.Message.Contains("fold is '1.5'"));
    }

    [Test]
    public void A_genre_that_is_not_known_is_skipped_and_named([Values("nan", "None", "NULL", "<NA>", "N/A")] string cell)
    {
        _folder.Write("tracks.csv", $"path,genre\njazz/a.ogg,{cell}\nrock/c.ogg,rock\n");

        GenreDataset dataset = _folder.Open();

        Assert.That(dataset.Genres, Is.EqualTo(new[] { "rock" }));
        Assert.That(dataset.Skipped.Select(file => file.Reason), Is.EqualTo(new[] { "listed in tracks.csv, line 2, without a known genre" }));
    }

    [Test]
    public void An_artist_that_is_none_groups_no_tracks(
        [Values("nan", "None", "Unknown Artist", "Various Artists", "various artists", "[unknown]", "VA")] string cell)
    {
        _folder.Write("tracks.csv", $"path,artist\njazz/a.ogg,{cell}\njazz/b.ogg,{cell}\nrock/c.ogg,Bird\n");

        Assert.That(_folder.Open().Tracks.Select(track => track.Artist), Is.EqualTo(new[] { null, null, "Bird" }));
    }

    [Test]
    public void Rows_of_commas_are_passed_over()
    {
        _folder.Write("tracks.csv", "path,genre,artist\njazz/a.ogg,jazz,\nrock/c.ogg,rock,\n,,\n , ,\n");

        Assert.That(_folder.Open().Tracks, Has.Count.EqualTo(2));
    }

    [Test]
    public void A_table_with_a_capital_is_used_unless_there_is_one_without()
    {
        _folder.Write("Tracks.csv", "path,genre\njazz/a.ogg,bebop\n");
        Assert.That(_folder.Open().Genres, Is.EqualTo(new[] { "bebop" }));
        if (!OperatingSystem.IsLinux())
            return;
        _folder.Write("tracks.csv", "path,genre\njazz/a.ogg,swing\n");
        Assert.That(_folder.Open().Genres, Is.EqualTo(new[] { "swing" }));
    }

    [Test]
    public void One_genre_in_two_spellings_of_its_letters_or_blanks_is_one_genre()
    {
        string composed = "Forr\u00F3", decomposed = composed.Normalize(NormalizationForm.FormD);
        _folder.Add($"{composed}/e.ogg", $"{decomposed}/f.ogg", "hip hop/g.ogg", "hip\u00A0hop/h.ogg", "hip  hop/i.ogg");

        Assert.That(_folder.Open().Genres, Is.EqualTo(new[] { composed, "hip hop", "jazz", "rock" }));
    }

    [Test]
    public void A_table_finds_files_whose_letters_the_disk_spells_otherwise()
    {
        string composed = "Beyonc\u00E9.ogg", decomposed = composed.Normalize(NormalizationForm.FormD);
        _folder.Add($"jazz/{decomposed}", "rock/Caf\u00E9.ogg");
        _folder.Write("tracks.csv", $"path\njazz/{composed}\nrock/{"Caf\u00E9.ogg".Normalize(NormalizationForm.FormD)}\n");

        GenreDataset dataset = _folder.Open();

        Assert.That(dataset.Skipped, Is.Empty);
        Assert.That(dataset.Tracks, Has.Count.EqualTo(2));
    }

    [Test]
    public void Names_that_are_not_UTF8_are_named()
    {
        if (!OperatingSystem.IsLinux())
            Assert.Ignore("Only Linux has names that are not UTF-8.");
        ExternalProgram.Succeed(
            _folder.Root, "bash", "-c", "mkdir $'Forr\\xf3' && printf x > $'Forr\\xf3/a.ogg' && printf x > $'jazz/Beyonc\\xe9.ogg'");

        GenreDataset dataset = _folder.Open();

        Assert.That(dataset.Skipped.Select(file => file.Reason), Has.Exactly(2).Contains("is not UTF-8"));
        Assert.That(dataset.Tracks, Has.Count.EqualTo(4));
        ExternalProgram.Succeed(_folder.Root, "bash", "-c", "rm -r $'Forr\\xf3' $'jazz/Beyonc\\xe9.ogg'");
    }

    [TestCase(".webm")]
    [TestCase(".mp4")]
    [TestCase(".mkv")]
    [TestCase(".mov")]
    [TestCase(".m4r")]
    [TestCase(".3gp")]
    [TestCase(".ra")]
    [TestCase(".tta")]
    [TestCase(".tak")]
    [TestCase(".dts")]
    [TestCase(".eac3")]
    [TestCase(".voc")]
    [TestCase(".caf")]
    public void What_ffmpeg_reads_is_taken(string extension)
    {
        _folder.Add($"jazz/x{extension}");

        Assert.That(_folder.Open().Tracks.Select(track => track.RelativePath), Does.Contain($"jazz/x{extension}"));
    }
}
