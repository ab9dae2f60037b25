using System.Runtime.ExceptionServices;
using NVorbis;
using NVorbis.Contracts;

namespace MusicGenre.MLNet.Audio.Compressed;

/// <summary>Gives NVorbis the packets of one stream, the last one marked, so that it gives no more than there is.</summary>
internal sealed class VorbisPackets(OggReader ogg, OggPacket first) : NVorbis.Contracts.IPacketProvider
{
    // No names and no values: a comment that is damaged or holds a picture is nobody's concern here.
    private static readonly byte[] NoComments = [3, .. "vorbis"u8, 0, 0, 0, 0, 0, 0, 0, 0, 1];

    private OggPacket? _next = first;
    private Packet? _peeked;
    private int _count;

    public bool CanSeek => false;

    public int StreamSerial => 0;

    /// <summary>Gets the first packet of the stream that follows this one; null before the end and if none follows.</summary>
    public OggPacket? Following { get; private set; }

    /// <summary>Gets the position at which the stream ends; known as soon as its last page is.</summary>
    public long? End { get; private set; }

    /// <summary>Gets how many packets were left out because they hold no sound.</summary>
    public int Strange { get; private set; }

    /// <summary>Gets what reading the file led to.</summary>
    public ExceptionDispatchInfo? ReadError { get; private set; }

    public IPacket PeekNextPacket() => _peeked ??= Take()!;

    public IPacket GetNextPacket()
    {
        IPacket packet = PeekNextPacket();
        _peeked = null;
        return packet;
    }

    public long GetGranuleCount() => throw new NotSupportedException();

    public long SeekTo(long granulePos, int preRoll, GetPacketGranuleCount getPacketGranuleCount) => throw new NotSupportedException();

    private Packet? Take()
    {
        const int Headers = 3, Comments = 1, Setup = 2;
        while (_next is { } packet)
        {
            try
            {
                _next = ogg.Next();
            }
            catch (Exception error)
            {
                // NVorbis does not throw it on as it is; who called NVorbis does.
                ReadError = ExceptionDispatchInfo.Capture(error);
                throw;
            }
            if (_next is { BeginsStream: true })
                (Following, _next) = (_next, null);
            if (packet is { IsOnLastPage: true, PageEnd: >= 0 })
                End = packet.PageEnd;
            byte[] bytes = _count == Comments ? NoComments
                : _count == Setup && !VorbisCodebooks.AreModest(packet.Bytes) ? []
                : packet.Bytes;
            if (_count++ < Headers || (bytes.Length > 0 && (bytes[0] & 1) == 0))
                return new Packet(bytes, packet, isEnd: _next is null);
            if (bytes.Length > 0)
                Strange++;
        }
        return null;
    }

    private sealed class Packet : DataPacket
    {
        private readonly byte[] _bytes;
        private int _at;

        public Packet(byte[] bytes, OggPacket source, bool isEnd)
        {
            _bytes = bytes;
            IsEndOfStream = isEnd;
            // At the end NVorbis would cut what it has, and hang where that is less than what is to be cut.
            GranulePosition = source.IsLastOfPage && source.PageEnd >= 0 && !isEnd ? source.PageEnd : null;
        }

        protected override int TotalBits => 8 * _bytes.Length;

        public override void Reset()
        {
            _at = 0;
            base.Reset();
        }

        protected override int ReadNextByte() => _at < _bytes.Length ? _bytes[_at++] : -1;
    }
}
