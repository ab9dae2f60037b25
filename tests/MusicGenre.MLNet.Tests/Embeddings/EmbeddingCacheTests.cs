using MusicGenre.MLNet.Backbones;
using MusicGenre.MLNet.Embeddings;

namespace MusicGenre.MLNet.Tests.Embeddings;

public class EmbeddingCacheTests
{
    private const string Key = "abcdef";

    private static readonly SegmentEmbeddings Sample = new(
        [1, 2, 3, 4, 5, 6], 3,
        [new SegmentTime(TimeSpan.Zero, TimeSpan.FromSeconds(1)), new SegmentTime(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2.5))]);

    [Test]
    public void Try_read_what_was_written_is_the_same()
    {
        using var folder = new TemporaryFolder();
        var cache = new EmbeddingCache(folder.Path);

        Assert.That(cache.TryWrite(Key, Sample), Is.True);
        SegmentEmbeddings read = cache.TryRead(Key)!;

        Assert.That(read.Values.ToArray(), Is.EqualTo(Sample.Values.ToArray()));
        Assert.That(read.Times, Is.EqualTo(Sample.Times));
        Assert.That(read.Size, Is.EqualTo(3));
    }

    [Test]
    public void Try_read_no_entry_is_null()
    {
        using var folder = new TemporaryFolder();
        Assert.That(new EmbeddingCache(folder.Path).TryRead(Key), Is.Null);
    }

    [Test]
    public void Try_read_any_byte_changed_or_cut_off_is_null()
    {
        using var folder = new TemporaryFolder();
        var cache = new EmbeddingCache(folder.Path);
        cache.TryWrite(Key, Sample);
        string file = Directory.GetFiles(folder.Path, "*.emb", SearchOption.AllDirectories).Single();
        byte[] good = File.ReadAllBytes(file);

        for (int i = 0; i < good.Length; i++)
        {
            byte[] bad = [.. good];
            bad[i] ^= 0x10;
            File.WriteAllBytes(file, bad);
            Assert.That(cache.TryRead(Key), Is.Null, $"byte {i} changed");
            File.WriteAllBytes(file, good[..i]);
            Assert.That(cache.TryRead(Key), Is.Null, $"cut off after {i} bytes");
        }
    }

    [Test]
    public void Try_write_leaves_no_temporary_file()
    {
        using var folder = new TemporaryFolder();
        new EmbeddingCache(folder.Path).TryWrite(Key, Sample);

        Assert.That(Directory.GetFiles(folder.Path, "*", SearchOption.AllDirectories), Has.Length.EqualTo(1));
    }

    [Test]
    public void Try_write_folder_that_cannot_be_is_false()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.Combine("file"), "in the way");

        Assert.That(new EmbeddingCache(folder.Combine("file")).TryWrite(Key, Sample), Is.False);
    }

    [Test]
    public void Try_read_an_entry_in_the_place_of_another_is_null()
    {
        using var folder = new TemporaryFolder();
        var cache = new EmbeddingCache(folder.Path);
        cache.TryWrite("aa1", Sample);
        cache.TryWrite("aa2", Sample);
        string first = Directory.GetFiles(folder.Path, "aa1.emb", SearchOption.AllDirectories).Single();
        string second = Directory.GetFiles(folder.Path, "aa2.emb", SearchOption.AllDirectories).Single();
        File.Copy(first, second, overwrite: true);

        Assert.That(cache.TryRead("aa1"), Is.Not.Null);
        Assert.That(cache.TryRead("aa2"), Is.Null);
    }

    [Test]
    public void Try_write_beyond_the_most_bytes_deletes_what_was_not_used_for_longest()
    {
        using var folder = new TemporaryFolder();
        long size = CacheEntry.Format("key00", Sample).Length;
        var cache = new EmbeddingCache(folder.Path, maxBytes: 10 * size);
        for (int i = 0; i < 10; i++)
        {
            cache.TryWrite($"key{i:00}", Sample);
            string file = Directory.GetFiles(folder.Path, $"key{i:00}.emb", SearchOption.AllDirectories).Single();
            File.SetLastWriteTimeUtc(file, DateTime.UtcNow.AddDays(i - 20));
        }
        // The oldest is used again, and so the newest of them.
        Assert.That(cache.TryRead("key00"), Is.Not.Null);
        cache.TryWrite("key10", Sample);

        Assert.That(Directory.GetFiles(folder.Path, "*.emb", SearchOption.AllDirectories).Sum(file => new FileInfo(file).Length),
            Is.LessThanOrEqualTo(10 * size));
        Assert.That(cache.TryRead("key00"), Is.Not.Null);
        Assert.That(cache.TryRead("key10"), Is.Not.Null);
        Assert.That(cache.TryRead("key01"), Is.Null);
    }

    [Test]
    public void Clear_deletes_all_entries_and_nothing_else()
    {
        using var folder = new TemporaryFolder();
        var cache = new EmbeddingCache(folder.Path);
        cache.TryWrite("aa1", Sample);
        cache.TryWrite("bb2", Sample);
        folder.Write("notes.txt", [1, 2, 3]);

        Assert.That(cache.Clear(), Is.EqualTo((2, 2L * CacheEntry.Format("aa1", Sample).Length)));
        Assert.That(cache.TryRead("aa1"), Is.Null);
        Assert.That(Directory.GetFileSystemEntries(folder.Path).Select(Path.GetFileName), Is.EqualTo(new[] { "notes.txt" }));
        Assert.That(cache.TryWrite("aa1", Sample), Is.True);
    }

    [Test]
    public void Key_of_depends_on_content_and_settings_only()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.Combine("a.wav"), "one");
        File.WriteAllText(folder.Combine("b.wav"), "one");
        File.WriteAllText(folder.Combine("c.wav"), "two");
        using Backbone backbone = BackboneCatalog.Open("mel-statistics");
        string key = EmbeddingCache.KeyOf(folder.Combine("a.wav"), backbone, new SegmentOptions());

        Assert.That(EmbeddingCache.KeyOf(folder.Combine("b.wav"), backbone, new SegmentOptions()), Is.EqualTo(key));
        Assert.That(EmbeddingCache.KeyOf(folder.Combine("c.wav"), backbone, new SegmentOptions()), Is.Not.EqualTo(key));
        Assert.That(
            EmbeddingCache.KeyOf(folder.Combine("a.wav"), backbone, new SegmentOptions { MaxSecondsPerTrack = 60 }), Is.Not.EqualTo(key));
        Assert.That(
            EmbeddingCache.KeyOf(folder.Combine("a.wav"), backbone, new SegmentOptions { PictureColumnSeconds = 0.06 }),
            Is.Not.EqualTo(key));
    }
}
