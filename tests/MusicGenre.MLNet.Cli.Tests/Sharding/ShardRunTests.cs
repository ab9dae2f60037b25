using System.Diagnostics;
using System.Security.Cryptography;
using System.Text.Json;
using MusicGenre.MLNet.Cli.Sharding;
using MusicGenre.MLNet.Cli.Tests.TestSupport;

namespace MusicGenre.MLNet.Cli.Tests.Sharding;

/// <summary><c>classify</c> and <c>embed</c> of a share of a list.</summary>
[NonParallelizable]
public sealed class ShardRunTests
{
    private const int Files = 240;

    private TemporaryFolder _folder = null!;

    [OneTimeSetUp]
    public void Compose()
    {
        _folder = new TemporaryFolder();
        string[] tracks = Directory.GetFiles(ThreeGenres.Write(_folder.Combine("one"), tracks: 1, seconds: 1), "*.wav", SearchOption.AllDirectories);
        Directory.CreateDirectory(_folder.Combine("music"));
        for (int i = 0; i < Files; i++)
            File.Copy(tracks[i % tracks.Length], _folder.Combine("music", $"träck, \"{i:000}\".wav"));
        _folder.Write("music/bad.mp3", [.. Enumerable.Range(0, 3000).Select(i => (byte)(i * 7919 >> 3))]);
        File.WriteAllLines(_folder.Combine("list.txt"), Listed);
        File.WriteAllLines(_folder.Combine("short.txt"), Listed.Take(9).Append("music/bad.mp3").Append("music/none.wav"));
    }

    private static IEnumerable<string> Listed => Enumerable.Range(0, Files).Select(i => $"music/träck, \"{i:000}\".wav");

    [OneTimeTearDown]
    public void RemoveFolder() => _folder.Dispose();

    [Test]
    public void After_kills_at_random_moments_a_part_has_every_track_once()
    {
        var random = new Random(1);
        int killed = 0;
        string journal = _folder.Combine("killed.parquet.journal");
        for (int run = 0; run < 8; run++)
        {
            using Process process = ToolProcess.Start(_folder.Path, "embed", "--list", "list.txt", "-o", "killed.parquet");
            _ = process.StandardError.ReadToEndAsync();
            long wanted = LengthOf(journal) + random.Next(1, Files / 8 * 3000);
            while (!process.HasExited && LengthOf(journal) < wanted)
                Thread.Sleep(1);
            killed += process.HasExited ? 0 : 1;
            process.Kill(entireProcessTree: true);
            process.WaitForExit();
        }
        Assert.That(killed, Is.GreaterThan(3), "the test kills something");
        ExternalProgram last = ToolProcess.Run(_folder.Path, "embed", "--list", "list.txt", "-o", "killed.parquet");
        Assert.That(last.ExitCode, Is.Zero, last.Error);
        Assert.That(Parts.PathsOf(_folder.Combine("killed.parquet")), Is.EqualTo(Listed), "each once, in the order of the list");
        Assert.That(Directory.GetFiles(_folder.Path, "killed*").Select(Path.GetFileName), Is.EqualTo((string[])["killed.parquet"]));
    }

    [Test]
    public async Task A_row_says_what_the_ordinary_command_says()
    {
        await Classify("same.parquet");
        ExternalProgram plain = ToolProcess.Run(
            _folder.Path, "classify", "@short.txt", "--format", "json", "--min-confidence", "0");
        IReadOnlyList<object?[]> rows = Parts.Query(
            $"select path, size, hash, genre, confidence, genres, probabilities, len(embedding), error, seconds, model, library_version "
            + $"from '{_folder.Combine("same.parquet")}'");
        JsonElement[] answers = [.. JsonDocument.Parse(plain.Output).RootElement.EnumerateArray()];
        Assert.That(rows.Select(row => row[0]), Is.EqualTo(answers.Select(answer => answer.GetProperty("path").GetString())));
        foreach ((object?[] row, JsonElement answer) in rows.Zip(answers))
        {
            Assert.That(row[8], Is.EqualTo(answer.GetProperty("error").GetString()));
            Assert.That(row[3], Is.EqualTo(answer.GetProperty("genre").GetString()));
            Assert.That(row[10], Does.StartWith("mobile-"));
            Assert.That(row[11], Is.EqualTo(rows[0][11]).And.Match(@"^\d+\.\d+"));
            if (row[8] is not null)
            {
                Assert.That(row[3..8], Is.All.Null);
                continue;
            }
            byte[] content = File.ReadAllBytes(_folder.Combine((string)row[0]!));
            Assert.That(row[1], Is.EqualTo((long)content.Length));
            Assert.That(row[2], Is.EqualTo(Convert.ToHexStringLower(SHA256.HashData(content))));
            Assert.That(row[4], Is.EqualTo(answer.GetProperty("confidence").GetSingle()).Within(1e-6));
            Dictionary<string, float> ranked = answer.GetProperty("ranked").EnumerateArray()
                .ToDictionary(genre => genre.GetProperty("genre").GetString()!, genre => genre.GetProperty("probability").GetSingle());
            string[] genres = ((string)row[5]!).Split(',');
            float[] probabilities = [.. ((string)row[6]!).Split(',').Select(text => float.Parse(text, System.Globalization.CultureInfo.InvariantCulture))];
            Assert.That(genres, Is.EquivalentTo(ranked.Keys));
            foreach ((string genre, float probability) in genres.Zip(probabilities))
                Assert.That(probability, Is.EqualTo(ranked[genre]).Within(1e-6), genre);
        }
        Assert.That(rows.Count(row => row[8] is not null), Is.EqualTo(2), "one damaged file, and one that is not there");
    }

    [Test]
    public async Task A_whole_part_is_not_made_again_unless_errors_are_tried_again()
    {
        await Classify("again.parquet");
        string part = _folder.Combine("again.parquet");
        byte[] before = File.ReadAllBytes(part);
        ToolRun second = await Classify("again.parquet");
        Assert.That(second.Status, Does.Contain("It had been made before."));
        Assert.That(File.ReadAllBytes(part), Is.EqualTo(before));
        File.Copy(_folder.Combine("music", "träck, \"000\".wav"), _folder.Combine("music", "none.wav"));
        try
        {
            ToolRun third = await Classify("again.parquet", "--retry-errors");
            Assert.That(third.ExitCode, Is.EqualTo(ExitCode.SomeSkipped));
            IReadOnlyList<object?[]> rows = Parts.Query($"select path, error, genre, seconds from '{part}'");
            Assert.That(rows.Where(row => row[1] is not null).Select(row => row[0]), Is.EqualTo((string[])[Full("music/bad.mp3")]));
            Assert.That(rows.Select(row => row[0]), Is.Unique);
            Assert.That(rows[^1][2], Is.Not.Null, "the file that is there now");
        }
        finally
        {
            File.Delete(_folder.Combine("music", "none.wav"));
        }
    }

    [Test]
    public async Task Tracks_that_could_not_be_used_are_no_failure_where_errors_are_allowed()
    {
        Assert.That((await Classify("errors.parquet")).ExitCode, Is.EqualTo(ExitCode.SomeSkipped));
        ToolRun allowed = await Classify("errors.parquet", "--allow-errors");
        Assert.That(allowed.ExitCode, Is.Zero);
        Assert.That(allowed.Status, Does.Contain("2 could not be used"));
    }

    [Test]
    public async Task A_part_of_another_run_stays_as_it_is()
    {
        await Classify("other.parquet");
        byte[] before = File.ReadAllBytes(_folder.Combine("other.parquet"));
        (await Classify("other.parquet", "--shard", "0/2")).AssertFailed("of another run");
        (await Classify("other.parquet", "--genres", "jazz,rock")).AssertFailed("of another run");
        Assert.That(File.ReadAllBytes(_folder.Combine("other.parquet")), Is.EqualTo(before));
        _folder.Write("text.parquet", "my own notes"u8.ToArray());
        (await Classify("text.parquet")).AssertFailed("is damaged or no Parquet file");
        Assert.That(File.ReadAllText(_folder.Combine("text.parquet")), Is.EqualTo("my own notes"));
    }

    [Test]
    public async Task A_journal_goes_on_whatever_its_end_is_and_belongs_to_one_run_and_one_process()
    {
        string part = _folder.Combine("journal.parquet"), list = Absolute();
        var tracks = TrackList.Open(list, default);
        using (ShardModel model = ShardModel.Of(MusicGenreClassifier.Pretrained()))
        using (Journal journal = Journal.Open(part, model.IdentityOf(tracks, new Shard(0, 1))))
        {
            foreach (string path in tracks.PathsOf(new Shard(0, 1)).Take(5))
                journal.Add(model.Work(path, default));
            Assert.That(() => Journal.Open(part, model.IdentityOf(tracks, new Shard(0, 1))), Throws.InstanceOf<IOException>());
        }
        (await Classify("journal.parquet", "--shard", "0/3")).AssertFailed("of another run");
        byte[] whole = File.ReadAllBytes(Journal.PathOf(part));
        foreach (int cut in (int[])[1, 200, whole.Length / 2, whole.Length - 3, whole.Length])
        {
            File.Delete(part);
            // Cut off, and behind it what a disk may hold after its power failed.
            File.WriteAllBytes(Journal.PathOf(part), [.. whole[..^cut], .. new byte[cut]]);
            ToolRun run = await Classify("journal.parquet");
            Assert.That(run.ExitCode, Is.EqualTo(ExitCode.SomeSkipped), run.Error);
            Assert.That(Parts.PathsOf(part), Is.EqualTo(tracks.PathsOf(new Shard(0, 1))), $"{cut} bytes cut off");
            Assert.That(File.Exists(Journal.PathOf(part)), Is.False);
        }
    }

    private static long LengthOf(string file) => File.Exists(file) ? new FileInfo(file).Length : 0;

    private string Full(string path) => _folder.Combine(path.Split('/'));

    // Runs in this process, whose working directory is another one.
    private string Absolute()
    {
        string list = _folder.Combine("absolute.txt");
        File.WriteAllLines(list, File.ReadAllLines(_folder.Combine("short.txt")).Select(Full));
        return list;
    }

    private async Task<ToolRun> Classify(string part, params string[] more)
    {
        if (part == "same.parquet")
        {
            ExternalProgram run = ToolProcess.Run(_folder.Path, ["classify", "--list", "short.txt", "-o", part, .. more]);
            return new ToolRun(run.ExitCode, run.Output, "", run.Error);
        }
        return await ToolRun.OfAsync(["classify", "--list", Absolute(), "-o", _folder.Combine(part), .. more]);
    }
}
