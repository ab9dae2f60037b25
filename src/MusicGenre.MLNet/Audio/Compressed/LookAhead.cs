using MusicGenre.MLNet.Audio.Decoding;

namespace MusicGenre.MLNet.Audio.Compressed;

/// <summary>Bytes of an input that can be looked at before they are taken.</summary>
internal sealed class LookAhead(RewindableInput input)
{
    /// <summary>The most bytes that can be looked at: more than the longest Ogg page.</summary>
    public const int MaxBytes = 1 << 16;

    private readonly byte[] _bytes = new byte[2 * MaxBytes];
    private int _start;
    private int _end;

    /// <summary>Gets the position of the next byte in the input.</summary>
    public long Position => input.Position - (_end - _start);

    /// <summary>Gets the next bytes without taking them; fewer than asked for only at the end.</summary>
    public ReadOnlySpan<byte> Peek(int count)
    {
        if (_end - _start < count)
        {
            _bytes.AsSpan(_start, _end - _start).CopyTo(_bytes);
            (_start, _end) = (0, _end - _start);
            _end += input.Fill(_bytes.AsSpan(_end, MaxBytes - _end));
        }
        return _bytes.AsSpan(_start, Math.Min(count, _end - _start));
    }

    /// <summary>Takes bytes; beyond the end there are none.</summary>
    public void Skip(long count)
    {
        if (count > _end - _start)
        {
            input.SeekTo(Position + count);
            _start = _end = 0;
        }
        else
        {
            _start += (int)count;
        }
    }
}
