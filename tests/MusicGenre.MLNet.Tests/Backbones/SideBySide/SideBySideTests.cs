using MusicGenre.MLNet.Audio;
using MusicGenre.MLNet.Backbones;
using MusicGenre.MLNet.Embeddings;
using MusicGenre.MLNet.Spectrograms;

namespace MusicGenre.MLNet.Tests.Backbones.SideBySide;

/// <summary>Several backbones as one.</summary>
public sealed class SideBySideTests
{
    private static readonly AudioClip Clip = ToneGenres.Compose("high", 4, 3);

    [Test]
    public void An_embedding_holds_those_of_the_parts_one_behind_the_other()
    {
        using Backbone both = BackboneCatalog.Open("mobile + MEL-statistics"), mobile = BackboneCatalog.Open("mobile");
        using Backbone statistics = BackboneCatalog.Open("mel-statistics");

        Assert.Multiple(() =>
        {
            Assert.That(both.Name, Is.EqualTo("mobile+mel-statistics"));
            Assert.That(both.EmbeddingSize, Is.EqualTo(mobile.EmbeddingSize + statistics.EmbeddingSize));
            Assert.That(both.ParameterCount, Is.EqualTo(mobile.ParameterCount));
            Assert.That(both.AcceptsPictures, Is.True);
            Assert.That(both.Description.About, Does.Contain("mobile (768 values)").And.Contain("mel-statistics (896 values)"));
            Assert.That(
                both.EmbedWindow(Clip.Samples.Span),
                Is.EqualTo((float[])[.. mobile.EmbedWindow(Clip.Samples.Span), .. statistics.EmbedWindow(Clip.Samples.Span)]));
            SpectrogramImage picture = SpectrogramImage.FromClip(Clip);
            Assert.That(both.EmbedPicture(picture), Is.EqualTo((float[])[.. mobile.EmbedPicture(picture), .. statistics.EmbedPicture(picture)]));
        });
    }

    [Test]
    public void A_tracks_embedding_holds_what_each_part_gives_by_itself()
    {
        // 45 s: five segments of mobile, one and a half of the statistics, three of 16 s at another sample rate.
        AudioClip clip = ToneGenres.Compose("low", 45, 5);
        using var folder = new TemporaryFolder();
        string other = OtherRate.Write(folder);
        using Backbone all = BackboneCatalog.Open($"mobile+mel-statistics+{other}");

        SegmentEmbeddings found = new TrackEmbedder(all).Embed(clip);

        var expected = new List<float>();
        foreach (string part in (string[])["mobile", "mel-statistics", other])
        {
            using Backbone alone = BackboneCatalog.Open(part);
            expected.AddRange(new TrackEmbedder(alone).Embed(clip).Mean());
        }
        Assert.That(found.Mean(), Is.EqualTo(expected));
        Assert.That(found.Size, Is.EqualTo(expected.Count));
        using Backbone first = BackboneCatalog.Open("mobile");
        SegmentEmbeddings ofFirst = new TrackEmbedder(first).Embed(clip);
        Assert.That(found.Times, Is.EqualTo(ofFirst.Times));
        Assert.That(found[1][..first.EmbeddingSize].ToArray(), Is.EqualTo(ofFirst[1].ToArray()));
    }

    [Test]
    public void A_file_a_stream_that_cannot_seek_and_a_stream_in_its_middle_give_the_same()
    {
        using var folder = new TemporaryFolder();
        string file = folder.Combine("clip.wav");
        Clip.SaveWav(file);
        byte[] bytes = File.ReadAllBytes(file);
        using Backbone all = BackboneCatalog.Open($"mobile+{OtherRate.Write(folder)}");
        var embedder = new TrackEmbedder(all);

        float[] expected = embedder.Embed(file).Mean();

        using var late = new MemoryStream([1, 2, 3, .. bytes]) { Position = 3 };
        using var forward = new OnceStream(bytes);
        Assert.That(embedder.Embed(late).Mean(), Is.EqualTo(expected));
        Assert.That(embedder.Embed(forward).Mean(), Is.EqualTo(expected));
    }

    [TestCase("mobile+efficientat-", "no backbone 'efficientat-'", "Did you mean 'efficientat'?")]
    [TestCase("mobil", "no backbone 'mobil'", "Did you mean 'mobile'?")]
    [TestCase("mobile+nothing-like-it", "no backbone 'nothing-like-it'. Known are", "mel-statistics")]
    [TestCase("mobile+mobile", "'mobile' is named twice", "Name it once")]
    [TestCase("mobile+resnet+Mobile", "'mobile' is named twice", "Name it once")]
    [TestCase("mobile+", "a name is missing", "mobile+efficientat")]
    [TestCase("+", "a name is missing", "mobile+efficientat")]
    [TestCase("mobile++resnet", "a name is missing", "mobile+efficientat")]
    [TestCase("mobile+nowhere/net.onnx", "There is no file", "net.onnx")]
    public void A_part_that_cannot_be_is_told(string names, string problem, string help)
        => Assert.That(
            () => BackboneCatalog.Open(names),
            Throws.TypeOf<BackboneException>().With.Message.Contains(problem).And.Message.Contains(help));

    [Test]
    public void One_network_under_two_names_is_told()
    {
        using var folder = new TemporaryFolder();
        string one = OtherRate.Write(folder, "one"), two = OtherRate.Write(folder, "two");

        Assert.That(
            () => BackboneCatalog.Open($"{one}+{two}"), Throws.TypeOf<BackboneException>().With.Message.Contains("is named twice"));
    }

    [Test]
    public void A_plus_in_a_path_is_no_separator()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder.Combine("a+b"));
        string path = OtherRate.Write(folder, Path.Combine("a+b", "c++"));

        using Backbone alone = BackboneCatalog.Open(path), both = BackboneCatalog.Open($"mobile+{path}+mel-statistics");

        Assert.That(alone.Name, Is.EqualTo(OtherRate.Name));
        Assert.That(both.Name, Is.EqualTo($"mobile+{OtherRate.Name}+mel-statistics"));
    }

    [Test]
    public void A_part_that_requires_audio_makes_all_require_it()
    {
        using var folder = new TemporaryFolder();
        using Backbone both = BackboneCatalog.Open($"mobile+{OtherRate.Write(folder)}");

        Assert.That(both.AcceptsPictures, Is.False);
        Assert.That(
            () => new TrackEmbedder(both).Embed(SpectrogramImage.FromClip(Clip)),
            Throws.TypeOf<BackboneException>().With.Message.Contains(OtherRate.Name).And.Message.Contains("requires audio"));
        Assert.That(
            () => both.EmbedPicture(SpectrogramImage.FromClip(Clip)),
            Throws.TypeOf<BackboneException>().With.Message.Contains("requires audio"));
    }

    [Test]
    public void Too_many_parts_are_refused_and_none_stays_open()
    {
        var opened = new List<Backbone>();
        Backbone Next()
        {
            BackboneDescription description = OnnxFile.Description with { Name = $"part {opened.Count}" };
            opened.Add(BackboneCatalog.Open(description, OnnxFile.Bytes));
            return opened[^1];
        }

        Assert.That(
            () => SideBySideBackbone.Of(Enumerable.Repeat<Func<Backbone>>(Next, 17)),
            Throws.TypeOf<BackboneException>().With.Message.Contains("More than 16"));
        Assert.That(opened, Has.Count.EqualTo(16));
        Assert.That(() => opened[0].EmbedWindow(new float[100]), Throws.TypeOf<ObjectDisposedException>());
    }

    [Test]
    public void Disposing_of_it_disposes_of_the_parts()
    {
        Backbone both = BackboneCatalog.Open("mobile+mel-statistics");
        IReadOnlyList<Backbone> parts = both.Parts;

        both.Dispose();

        Assert.That(() => both.EmbedWindow(Clip.Samples.Span), Throws.TypeOf<ObjectDisposedException>());
        Assert.That(() => parts[0].EmbedWindow(Clip.Samples.Span), Throws.TypeOf<ObjectDisposedException>());
    }

    [Test]
    public void Other_parts_and_another_order_have_another_hash()
    {
        string[] names = ["mobile", "mobile+resnet", "resnet+mobile", "mobile+mel-statistics", "mobile+resnet+mel-statistics"];
        string[] hashes = [.. names.Select(name =>
        {
            using Backbone backbone = BackboneCatalog.Open(name);
            return backbone.Hash;
        })];

        Assert.That(hashes, Is.Unique.And.All.Length.EqualTo(64));
    }

    [Test]
    public void A_package_holds_all_parts_and_damaged_lengths_are_told()
    {
        using var folder = new TemporaryFolder();
        using Backbone all = BackboneCatalog.Open($"mel-statistics+{OtherRate.Write(folder)}+mobile");
        byte[] package = BackbonePackage.Pack(all, new SegmentOptions { MaxSecondsPerTrack = 33 });

        (Backbone read, SegmentOptions segments) = BackbonePackage.Unpack(package);

        using (read)
        {
            Assert.That(read.Hash, Is.EqualTo(all.Hash));
            Assert.That(segments.MaxSecondsPerTrack, Is.EqualTo(33));
            Assert.That(read.Description, Is.EqualTo(all.Description));
            Assert.That(read.EmbedWindow(Clip.Samples.Span), Is.EqualTo(all.EmbedWindow(Clip.Samples.Span)));
        }
        Assert.That(() => BackbonePackage.Unpack(package[..^1]), Throws.TypeOf<BackboneException>().With.Message.Contains("damaged"));
        Assert.That(
            () => BackbonePackage.Unpack([.. package, 0]), Throws.TypeOf<BackboneException>().With.Message.Contains("damaged"));
    }

    /// <summary>A stream that is read once, from front to end.</summary>
    private sealed class OnceStream(byte[] bytes) : MemoryStream(bytes, writable: false)
    {
        public override bool CanSeek => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override long Seek(long offset, SeekOrigin loc) => throw new NotSupportedException();
    }
}
