using MusicGenre.MLNet.Cli.Sharding;
using MusicGenre.MLNet.Cli.Tests.TestSupport;

namespace MusicGenre.MLNet.Cli.Tests.Sharding;

/// <summary><c>merge</c>: one part of many, if nothing is missing and nothing is twice.</summary>
public sealed class MergeTests
{
    private const int Tracks = 1000, Size = 300;

    private TemporaryFolder _folder = null!;
    private string _list = "";

    [SetUp]
    public void Write()
    {
        _folder = new TemporaryFolder();
        _list = _folder.Combine("list.txt");
        File.WriteAllLines(_list, Enumerable.Range(0, Tracks).Select(i => $"music/{i:0000}.mp3"));
        for (int i = 0; i < 4; i++)
            WritePart($"part-{i}.parquet", _list, new Shard(i, 4));
    }

    [TearDown]
    public void RemoveFolder() => _folder.Dispose();

    [Test]
    public async Task All_parts_become_one_with_every_value()
    {
        ToolRun run = await Merge("all.parquet", "--list", _list);
        Assert.That(run.ExitCode, Is.EqualTo(ExitCode.SomeSkipped), run.Error);
        Assert.That(run.Status, Does.Contain($"{Tracks} tracks of 4 parts").And.Contain("of which 10 could not be used"));
        string all = _folder.Combine("all.parquet");
        Assert.That(Parts.PathsOf(all), Is.EquivalentTo(File.ReadLines(_list)));
        IReadOnlyList<object?[]> rows = Parts.Query(
            $"select path, size, hash, genre, round(confidence, 4), genres, len(embedding), embedding[3], error, seconds from '{all}' order by path");
        for (int i = 0; i < Tracks; i++)
            Assert.That(rows[i][..4], Is.EqualTo(i % 100 == 99
                ? (object?[])[$"music/{i:0000}.mp3", null, null, null]
                : [$"music/{i:0000}.mp3", (long)i, $"{i:x64}", i % 2 == 0 ? "jazz" : "rock"]));
        Assert.That(rows[5][5..8], Is.EqualTo((object?[])["jazz,rock", (long)Size, 7f]));
        Assert.That(rows[99][4..9], Is.EqualTo((object?[])[null, null, null, null, "it is silent"]));
        Assert.That(
            Parts.Query($"select count(*) from parquet_metadata('{all}') where path_in_schema = 'path'")[0][0], Is.GreaterThanOrEqualTo(1L));
        Assert.That(Directory.GetFiles(_folder.Path, "*.tmp"), Is.Empty);
    }

    [Test]
    public async Task A_merged_part_is_a_part()
    {
        Assert.That((await ToolRun.OfAsync(
            "merge", _folder.Combine("part-0.parquet"), _folder.Combine("part-2.parquet"), "--allow-missing", "-o", _folder.Combine("even.parquet")))
            .ExitCode, Is.EqualTo(ExitCode.SomeSkipped));
        ToolRun run = await ToolRun.OfAsync(
            "merge", _folder.Combine("even.parquet"), _folder.Combine("part-1.parquet"), _folder.Combine("part-3.parquet"), "-o",
            _folder.Combine("tree.parquet"));
        Assert.That(run.Status, Does.Contain($"{Tracks} tracks of 3 parts"), run.Error);
        Assert.That(Parts.PathsOf(_folder.Combine("tree.parquet")), Is.EquivalentTo(File.ReadLines(_list)));
    }

    [Test]
    public async Task What_is_missing_is_told_and_nothing_is_written()
    {
        File.Delete(_folder.Combine("part-1.parquet"));
        (await Merge("all.parquet")).AssertFailed("Missing: shard 1 of 4 with 250 of 1000 tracks.");
        File.Delete(_folder.Combine("part-3.parquet"));
        (await Merge("all.parquet", "--list", _list)).AssertFailed(
            "Missing: shards 1, 3 of 4 with 500 of 1000 tracks. 500 tracks of the list are in no part: music/0001.mp3, music/0003.mp3");
        Assert.That(File.Exists(_folder.Combine("all.parquet")), Is.False);
        Assert.That(Directory.GetFiles(_folder.Path, "*.tmp"), Is.Empty);
        ToolRun partly = await Merge("all.parquet", "--allow-missing");
        Assert.That(partly.ExitCode, Is.EqualTo(ExitCode.SomeSkipped));
        Assert.That(partly.Error, Does.Contain("Missing: shards 1, 3 of 4"));
        Assert.That(Parts.PathsOf(_folder.Combine("all.parquet")).Count(), Is.EqualTo(500));
    }

    [Test]
    public async Task What_is_there_twice_is_told()
    {
        File.Copy(_folder.Combine("part-1.parquet"), _folder.Combine("part-1-copy.parquet"));
        (await Merge("all.parquet")).AssertFailed("Shard 1/4 is there 2 times");
        File.Delete(_folder.Combine("part-1-copy.parquet"));
        // The same list in other shares, and another list that has a track of this one.
        WritePart("half.parquet", _list, new Shard(0, 2));
        (await Merge("all.parquet", "--allow-missing")).AssertFailed("500 tracks are in the parts more than once: music/0000.mp3");
        File.Delete(_folder.Combine("half.parquet"));
        string other = _folder.Combine("other.txt");
        File.WriteAllLines(other, ["music/0007.mp3", "music/new.mp3"]);
        WritePart("other.parquet", other, new Shard(0, 1));
        (await Merge("all.parquet")).AssertFailed("1 track is in the parts more than once: music/0007.mp3");
    }

    [Test]
    public async Task Parts_of_two_lists_become_one()
    {
        string other = _folder.Combine("other.txt");
        File.WriteAllLines(other, ["music/1000.mp3"]);
        WritePart("other.parquet", other, new Shard(0, 1));
        Assert.That((await Merge("all.parquet")).Status, Does.Contain("1001 tracks of 5 parts"));
    }

    [Test]
    public async Task Other_models_are_refused_and_other_versions_are_told()
    {
        WritePart("part-3.parquet", _list, new Shard(3, 4), version: "0.0.9");
        ToolRun run = await Merge("all.parquet");
        Assert.That(run.Status, Does.Contain("several versions: 0.0.9, 0.1.0"));
        WritePart("part-3.parquet", _list, new Shard(3, 4), model: "mobile-other");
        File.Delete(_folder.Combine("all.parquet"));
        (await Merge("all.parquet")).AssertFailed("The parts are of different models");
    }

    [Test]
    public async Task What_is_no_part_is_refused()
    {
        string part = _folder.Combine("part-2.parquet");
        byte[] whole = File.ReadAllBytes(part);
        File.WriteAllBytes(part, whole[..(whole.Length / 2)]);
        (await Merge("all.parquet")).AssertFailed("part-2.parquet is damaged or no Parquet file");
        byte[] damaged = [.. whole];
        for (int i = damaged.Length / 10; i < damaged.Length / 2; i += 13)
            damaged[i] ^= 0x55;
        File.WriteAllBytes(part, damaged);
        (await Merge("all.parquet")).AssertFailed("part-2.parquet");
        Parts.Query($"copy (select 1 as a) to '{part}' (format parquet)");
        (await Merge("all.parquet")).AssertFailed("is a Parquet file, but none that this tool wrote");
        Assert.That(File.Exists(_folder.Combine("all.parquet")), Is.False);
        (await ToolRun.OfAsync("merge", _folder.Combine("nothing.parquet"), "-o", _folder.Combine("all.parquet"))).AssertFailed("There is no part");
    }

    private Task<ToolRun> Merge(string output, params string[] more)
        => ToolRun.OfAsync(["merge", _folder.Path, "-o", _folder.Combine(output), .. more]);

    private void WritePart(string name, string listFile, Shard shard, string model = "mobile-test", string version = "0.1.0")
    {
        var list = TrackList.Open(listFile, default);
        using var writer = new PartWriter(_folder.Combine(name), new PartIdentity
        {
            Model = model,
            Backbone = "mobile",
            BackboneHash = "hash",
            EmbeddingSize = Size,
            Genres = ["jazz", "rock"],
            LibraryVersion = version,
            Sources = [new PartSource(list.Hash, list.Count, shard.Count, [shard.Index])],
        });
        foreach (string path in list.PathsOf(shard))
        {
            int i = int.TryParse(path[6..^4], out int number) ? number : 0;
            writer.Add(i % 100 == 99
                ? new PartRow { Path = path, Error = "it is silent" }
                : new PartRow
                {
                    Path = path,
                    Size = i,
                    Hash = $"{i:x64}",
                    Probabilities = i % 2 == 0 ? [0.75f, 0.25f] : [0.4f, 0.6f],
                    Embedding = [.. Enumerable.Range(0, Size).Select(k => (float)(k + i))],
                    Seconds = 0.5,
                });
        }
        writer.Complete();
    }
}
