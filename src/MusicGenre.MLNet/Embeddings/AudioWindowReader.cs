using System.Buffers;
using MusicGenre.MLNet.Audio;
using MusicGenre.MLNet.Spectrograms;

namespace MusicGenre.MLNet.Embeddings;

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
    private (float Low, float High) _range;
    private bool _any;

    /// <summary>Gets the largest absolute sample that was read.</summary>
    public float Peak => MathF.Max(_range.High, -_range.Low);

    /// <summary>Gets how far the samples lie from the middle of the lowest and the highest: an offset is no sound.</summary>
    public float Swing => (_range.High - _range.Low) / 2;

    /// <summary>Gets the number of samples that were read.</summary>
    public long Length { get; private set; }

    /// <summary>Reads the stream to its end.</summary>
    /// <returns>The segments in the order of time; one shorter than a window if the whole stream is; none if it is empty.</returns>
    public IReadOnlyList<AudioWindow> Read(AudioStream stream, CancellationToken cancellationToken)
    {
        IMemoryOwner<float> pending = AudioWindow.Lend(windowSamples);
        int filled = 0;
        long index = 0;
        for (int read; (read = stream.Read(pending.Memory.Span[filled..windowSamples])) > 0;)
        {
            cancellationToken.ThrowIfCancellationRequested();
            (float low, float high) = PeakLevel.Range(pending.Memory.Span.Slice(filled, read));
            _range = _any ? (MathF.Min(low, _range.Low), MathF.Max(high, _range.High)) : (low, high);
            _any = true;
            Length += read;
            filled += read;
            if (filled < windowSamples)
                continue;
            // What the next segment shares with this one.
            Span<float> shared = pending.Memory.Span[hopSamples..windowSamples];
            IMemoryOwner<float> next = IsWanted(index) ? AudioWindow.Lend(windowSamples) : pending;
            shared.CopyTo(next.Memory.Span);
            if (next != pending)
                Keep(index, new AudioWindow(index * hopSamples, pending, windowSamples));
            pending = next;
            index++;
            filled = windowSamples - hopSamples;
        }
        if (index == 0 && filled > 0)
            Keep(0, new AudioWindow(0, pending, filled));
        else if (_stride == 1 && filled - (windowSamples - hopSamples) >= windowSamples / 2)
            Keep(index, Last(pending, filled));
        else
            pending.Dispose();
        _range = stream.RangeOfFile ?? _range;
        return [.. _kept.Select(k => k.Window)];
    }

    /// <summary>
    /// Creates the segment that ends with the track: the end of the segment before it, which was kept as all are, and the rest.
    /// </summary>
    private AudioWindow Last(IMemoryOwner<float> rest, int length)
    {
        IMemoryOwner<float> samples = AudioWindow.Lend(windowSamples);
        int before = windowSamples - length;
        _kept[^1].Window.Samples.Span.Slice(hopSamples - before, before).CopyTo(samples.Memory.Span);
        rest.Memory.Span[..length].CopyTo(samples.Memory.Span[before..]);
        rest.Dispose();
        return new AudioWindow(Length - windowSamples, samples, windowSamples);
    }

    private bool IsWanted(long index) => index % _stride == 0;

    private void Keep(long index, AudioWindow window)
    {
        if (!IsWanted(index))
        {
            window.Release();
            return;
        }
        _kept.Add((index, window));
        if (_kept.Count <= maxWindows)
            return;
        _stride *= 2;
        foreach ((_, AudioWindow dropped) in _kept.Where(k => !IsWanted(k.Index)))
            dropped.Release();
        _kept.RemoveAll(k => !IsWanted(k.Index));
    }
}
