using MusicGenre.MLNet.Audio;
using MusicGenre.MLNet.Backbones;
using MusicGenre.MLNet.Embeddings;
using MusicGenre.MLNet.Spectrograms;

namespace MusicGenre.MLNet.Tests.Backbones;

public class BackboneDisposeTests
{
    private static readonly AudioClip Clip = ToneGenres.Compose("low", 1, 1);

    private static IEnumerable<TestCaseData> Calls()
    {
        foreach (string name in (string[])[BackboneCatalog.Default, MelStatisticsBackbone.CatalogueName])
        {
            yield return Call("EmbedWindow", b => b.EmbedWindow(Clip.Samples.Span));
            yield return Call("EmbedPicture", b => b.EmbedPicture(SpectrogramImage.FromClip(Clip)));
            yield return Call("TrackEmbedder", b => new TrackEmbedder(b).Embed(Clip));
            yield return Call("TrackEmbedder of no file", b => new TrackEmbedder(b).Embed("nowhere.wav"));

            TestCaseData Call(string call, Action<Backbone> work) => new TestCaseData(name, work).SetArgDisplayNames(name, call);
        }
        yield return new TestCaseData(BackboneCatalog.Default, (Action<Backbone>)(b => ((OnnxBackbone)b).Run(new float[1], [1], "x")))
            .SetArgDisplayNames(BackboneCatalog.Default, "Run");
    }

    [TestCaseSource(nameof(Calls))]
    public void A_call_after_dispose_is_refused(string name, Action<Backbone> call)
    {
        Backbone backbone = BackboneCatalog.Open(name);

        backbone.Dispose();
        backbone.Dispose();

        Assert.That(
            () => call(backbone),
            Throws.TypeOf<ObjectDisposedException>().With.Property("ObjectName").EqualTo(backbone.GetType().FullName));
        Assert.That(backbone.Name, Is.EqualTo(name));
        Assert.That(backbone.Hash, Has.Length.EqualTo(64));
        Assert.That(backbone.ParameterCount, name == BackboneCatalog.Default ? Is.Positive : Is.Zero);
    }

    [Test]
    public void Dispose_while_a_look_runs_frees_after_it()
    {
        var backbone = new WatchedBackbone();
        backbone.Looking = backbone.Dispose;

        Assert.That(backbone.EmbedWindow(Clip.Samples.Span), Has.Length.EqualTo(backbone.EmbeddingSize));

        Assert.That(backbone.FreedAfterLooks, Is.EqualTo(new[] { 1 }));
        Assert.That(() => backbone.EmbedWindow(Clip.Samples.Span), Throws.TypeOf<ObjectDisposedException>());
    }

    [Test]
    public void Dispose_between_two_segments_of_a_track_frees_after_the_track()
    {
        var backbone = new WatchedBackbone();
        backbone.Looking = backbone.Dispose;

        SegmentEmbeddings track = new TrackEmbedder(backbone).Embed(ToneGenres.Compose("low", 100, 1));

        Assert.That(track.Count, Is.GreaterThan(1));
        Assert.That(backbone.FreedAfterLooks, Is.EqualTo(new[] { track.Count }));
    }

    [Test]
    public void A_look_that_fails_is_over_too()
    {
        var backbone = new WatchedBackbone { Looking = () => throw new BackboneException("no") };
        Assert.That(() => backbone.EmbedWindow(Clip.Samples.Span), Throws.TypeOf<BackboneException>());
        Assert.That(() => backbone.EmbedWindow([]), Throws.ArgumentException);

        backbone.Dispose();

        Assert.That(backbone.FreedAfterLooks, Is.EqualTo(new[] { 0 }));
    }

    /// <summary>Tells after how many finished looks it was freed.</summary>
    private sealed class WatchedBackbone() : Backbone(MelStatisticsBackbone.DefaultDescription)
    {
        private int _looks;

        public List<int> FreedAfterLooks { get; } = [];

        public Action Looking { get; set; } = () => { };

        public override string Hash => "";

        internal override ReadOnlyMemory<byte> Weights => default;

        internal override float[] EmbedPictureLeased(SpectrogramImage picture) => Look();

        private protected override float[] EmbedFullWindow(ReadOnlySpan<float> window, Func<MelSpectrogram, MelSpectrogram>? change)
            => Look();

        private protected override void Free() => FreedAfterLooks.Add(_looks);

        private float[] Look()
        {
            Looking();
            _looks++;
            return new float[EmbeddingSize];
        }
    }
}
