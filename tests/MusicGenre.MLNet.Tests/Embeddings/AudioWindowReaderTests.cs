using CsCheck;
using MusicGenre.MLNet.Audio;
using MusicGenre.MLNet.Embeddings;

namespace MusicGenre.MLNet.Tests.Embeddings;

public class AudioWindowReaderTests
{
    [Test]
    public void Read_three_whole_windows_gives_them()
        => Assert.That(Starts(300, 100, 100, 10), Is.EqualTo(new long[] { 0, 100, 200 }));

    [Test]
    public void Read_rest_of_half_a_window_gives_a_window_that_ends_with_the_track()
        => Assert.That(Starts(250, 100, 100, 10), Is.EqualTo(new long[] { 0, 100, 150 }));

    [Test]
    public void Read_rest_of_less_than_half_a_window_leaves_it_out()
        => Assert.That(Starts(249, 100, 100, 10), Is.EqualTo(new long[] { 0, 100 }));

    [Test]
    public void Read_overlapping_windows_start_every_hop()
        => Assert.That(Starts(300, 100, 50, 10), Is.EqualTo(new long[] { 0, 50, 100, 150, 200 }));

    [Test]
    public void Read_track_shorter_than_a_window_gives_the_whole_track()
    {
        IReadOnlyList<AudioWindow> windows = Read(40, 100, 100, 10);

        Assert.That(windows, Has.Count.EqualTo(1));
        Assert.That(windows[0].Samples, Has.Length.EqualTo(40));
    }

    [Test]
    public void Read_more_windows_than_wanted_keeps_them_evenly_spread()
        => Assert.That(Starts(1000, 100, 100, 4), Is.EqualTo(new long[] { 0, 400, 800 }));

    [Test]
    public void Read_empty_stream_gives_nothing()
        => Assert.That(Read(0, 100, 100, 10), Is.Empty);

    [Test]
    public void Read_any_track_windows_are_its_own_samples_in_order_and_bounded()
        => (from window in Gen.Int[1, 60]
            from hop in Gen.Int[1, window]
            from length in Gen.Int[0, 500]
            from most in Gen.Int[1, 12]
            select (window, hop, length, most)).Sample(c =>
        {
            IReadOnlyList<AudioWindow> windows = Read(c.length, c.window, c.hop, c.most);
            // The last window, the rest of a track, comes on top of the wanted number only where no other was dropped.
            Assert.That(windows, Has.Count.LessThanOrEqualTo(c.most));
            Assert.That(windows.Count == 0, Is.EqualTo(c.length == 0));
            Assert.That(windows.Select(w => w.Start), Is.Ordered.And.Unique);
            foreach (AudioWindow w in windows)
            {
                Assert.That(w.Samples, Has.Length.EqualTo(Math.Min(c.window, c.length)));
                for (int i = 0; i < w.Samples.Length; i++)
                    Assert.That(w.Samples.Span[i], Is.EqualTo(w.Start + i));
            }
            if (c.length > 0)
                Assert.That(windows[0].Start, Is.Zero);
        });

    [Test]
    public void Release_gives_the_memory_back_once()
    {
        AudioWindow window = Read(40, 100, 100, 10)[0];

        window.Release();
        window.Release();

        Assert.That(() => window.Samples, Throws.InstanceOf<ObjectDisposedException>());
    }

    [Test]
    public void Read_reports_peak_and_length()
    {
        var reader = new AudioWindowReader(100, 100, 3);
        using var stream = new ClipAudioStream(new AudioClip(new float[] { 0.1f, -0.7f, 0.3f }, 100));

        reader.Read(stream, CancellationToken.None);

        Assert.That(reader.Peak, Is.EqualTo(0.7f));
        Assert.That(reader.Length, Is.EqualTo(3));
    }

    // Each sample's value is its own index, so that a window tells where it comes from.
    private static IReadOnlyList<AudioWindow> Read(int length, int window, int hop, int most)
    {
        float[] samples = [.. Enumerable.Range(0, length).Select(i => (float)i)];
        using var stream = new ClipAudioStream(new AudioClip(samples, 100));
        return new AudioWindowReader(window, hop, most).Read(stream, CancellationToken.None);
    }

    private static IEnumerable<long> Starts(int length, int window, int hop, int most)
        => Read(length, window, hop, most).Select(w => w.Start);
}
