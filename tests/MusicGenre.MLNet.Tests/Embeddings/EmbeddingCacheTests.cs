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
