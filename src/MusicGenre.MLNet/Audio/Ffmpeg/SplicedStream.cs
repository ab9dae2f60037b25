using MusicGenre.MLNet.Audio.Decoding;

namespace MusicGenre.MLNet.Audio.Ffmpeg;

/// <summary>A stream read in another order: a part, some bytes put between, another part, then a jump and all the rest.</summary>
internal sealed class SplicedStream(
    RewindableStream input, (long From, long To) first, byte[] between, (long From, long To) second, long rest) : ForwardStream
{
    private int _part = -1;
    private long _left;

    public override int Read(Span<byte> buffer)
    {
        while (_left == 0 && _part < 3)
            Enter(++_part);
        Span<byte> part = buffer[..(int)Math.Min(buffer.Length, _left)];
        int count = part.Length;
        if (_part == 1)
            between.AsSpan((int)(between.Length - _left), count).CopyTo(part);
        else
            count = input.Read(part);
        _left -= count;
        return count;
    }

    private void Enter(int part)
    {
        (long from, _left) = part switch
        {
            0 => (first.From, first.To - first.From),
            1 => (-1, between.Length),
            2 => (second.From, second.To - second.From),
            _ => (rest, long.MaxValue),
        };
        if (from >= 0)
            input.SeekTo(from);
        if (part == 3)
            input.StopRecording();
    }
}
