using MusicGenre.MLNet.Audio;
using MusicGenre.MLNet.Audio.Decoding;

namespace MusicGenre.MLNet.Backbones;

/// <summary>A forward-only stream whose first bytes were already taken from it and are given back here.</summary>
internal sealed class PrefixedStream(ReadOnlyMemory<byte> prefix, Stream rest) : ForwardStream
{
    private ReadOnlyMemory<byte> _prefix = prefix;

    public override int Read(Span<byte> buffer)
    {
        if (_prefix.IsEmpty)
            return rest.Read(buffer);
        int count = Math.Min(buffer.Length, _prefix.Length);
        _prefix.Span[..count].CopyTo(buffer);
        _prefix = _prefix[count..];
        return count;
    }
}
