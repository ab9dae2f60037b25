using MusicGenre.MLNet.Audio;

namespace MusicGenre.MLNet.Backbones;

/// <summary>
/// Cuts a stream of sound into segments, in one pass and in bounded memory however long it is: when there are more segments than
/// wanted, every other one is dropped and from then on only every other one is kept, so that at least half of the wanted number
/// remain, evenly spread over the whole track. The rest at the end becomes a segment that ends with the track if at least half a
/// window of it is new.
/// </summary>
/// <param name="windowSamples">Length of a segment in samples.</param>
/// <param name="hopSamples">Distance between the starts of two segments in samples, at most one window.</param>
/// <param name="maxWindows">The most segments that are kept.</param>
internal sealed class AudioWindowReader(int windowSamples, int hopSamples, int maxWindows)
{
    private readonly List<(long Index, AudioWindow Window)> _kept = [];
    private long _stride = 1;

    /// <summary>Largest absolute sample that was read.</summary>
    public float Peak { get; private set; }

    /// <summary>Number of samples that were read.</summary>
    public long Length { get; private set; }

    /// <summary>Reads the stream to its end.</summary>
    /// <returns>The segments in the order of time; one shorter than a window if the whole stream is; none if it is empty.</returns>
    public IReadOnlyList<AudioWindow> Read(AudioStream stream, CancellationToken cancellationToken)
    {
        // The samples from the next segment's start on, and those of the segment before it.
        var pending = new float[windowSamples];
        var previous = new float[windowSamples];
        int filled = 0;
        long index = 0;
        for (int read; (read = stream.Read(pending.AsSpan(filled))) > 0;)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Peak = Math.Max(Peak, PeakLevel.Of(pending.AsSpan(filled, read)));
            Length += read;
            filled += read;
            if (filled < windowSamples)
                continue;
            Keep(index, index * hopSamples, pending);
            index++;
            (previous, pending) = (pending, previous);
            filled = windowSamples - hopSamples;
            previous.AsSpan(hopSamples).CopyTo(pending);
        }
        if (index == 0 && filled > 0)
            Keep(0, 0, pending.AsSpan(0, filled));
        else if (_stride == 1 && filled - (windowSamples - hopSamples) >= windowSamples / 2)
            Keep(index, Length - windowSamples, [.. previous.AsSpan(filled - windowSamples + hopSamples, windowSamples - filled), .. pending.AsSpan(0, filled)]);
        return [.. _kept.Select(k => k.Window)];
    }

    private void Keep(long index, long start, ReadOnlySpan<float> samples)
    {
        if (index % _stride != 0)
            return;
        _kept.Add((index, new AudioWindow(start, samples.ToArray())));
        if (_kept.Count <= maxWindows)
            return;
        _stride *= 2;
        _kept.RemoveAll(k => k.Index % _stride != 0);
    }
}
