using MusicGenre.MLNet.Backbones;
using MusicGenre.MLNet.Embeddings;
using MusicGenre.MLNet.Spectrograms;

namespace MusicGenre.MLNet.Tests.Embeddings;

public sealed class TrackReaderTests
{
    private static readonly BackboneDescription Mobile = BackboneCatalog.All.First(description => description.Name == "mobile");

    [Test]
    public void Read_picture_whose_columns_last_longer_gives_segments_in_its_own_time()
    {
        var reader = new TrackReader(Mobile, new SegmentOptions { PictureColumnSeconds = 30.0 / 496 });

        IReadOnlyList<TrackSegment> segments = reader.Read(new SpectrogramImage([255, .. new byte[128 * 496 - 1]], 496, 128));

        Assert.That(segments, Has.Count.EqualTo(3));
        Assert.That(segments.Select(s => s.Picture!.Width), Is.All.EqualTo(Mobile.WindowSamples / Mobile.Mel.HopLength));
        Assert.That(segments[0].Time.Start, Is.EqualTo(TimeSpan.Zero));
        Assert.That(segments[^1].Time.End.TotalSeconds, Is.EqualTo(30).Within(0.1));
    }
}
