using System.Buffers.Binary;
using MusicGenre.MLNet.Audio.Decoding;

namespace MusicGenre.MLNet.Audio.Compressed;

/// <summary>A packet of an Ogg stream.</summary>
/// <param name="Bytes">Its content.</param>
/// <param name="BeginsStream">Whether it is the first of a stream; more than one stream may follow each other.</param>
/// <param name="PageEnd">The position in samples at the end of its page; negative if no packet ends there.</param>
/// <param name="IsLastOfPage">Whether no other packet ends in its page.</param>
/// <param name="IsOnLastPage">Whether its page says that it is the last of the stream.</param>
internal sealed record OggPacket(byte[] Bytes, bool BeginsStream, long PageEnd, bool IsLastOfPage, bool IsOnLastPage);

/// <summary>
/// Takes the packets out of Ogg pages (RFC 3533) that lie one behind the other: streams at most after each other, not mixed. Of our own,
/// since NVorbis's drops empty pages, which may hold the end, and tells of no damage.
/// </summary>
internal sealed class OggReader(RewindableInput input)
{
    private const int HeaderBytes = 27;
    private const int Continued = 1, First = 2, Last = 4;

    // Each may mean a checksum over 64 KB: a file of nothing but beginnings would take minutes.
    private const int MostFalseBeginnings = 1_000;

    private static readonly uint[] CrcTable = MakeCrcTable();

    private readonly LookAhead _bytes = new(input);
    private readonly Queue<OggPacket> _packets = new();
    private readonly MemoryStream _partial = new();
    private bool _hasPartial;
    private uint? _serial;
    private uint _sequence;
    private int _falseBeginnings;

    /// <summary>Gets how many places were damaged, or mixed with other streams.</summary>
    public int Damages { get; private set; }

    /// <summary>Gets the number of bytes that the input holds, if it can seek.</summary>
    public long? Length => input.CanSeek ? input.Length : null;

    /// <summary>Gets the next packet; null at the end.</summary>
    public OggPacket? Next()
    {
        while (_packets.Count == 0)
            if (!ReadPage())
                return null;
        return _packets.Dequeue();
    }

    private bool ReadPage()
    {
        for (bool lost = false; ; lost = true)
        {
            ReadOnlySpan<byte> page = _bytes.Peek(HeaderBytes);
            if (page.Length < HeaderBytes)
                return false;
            if (page.StartsWith("OggS\0"u8))
            {
                int headerBytes = HeaderBytes + page[HeaderBytes - 1];
                page = _bytes.Peek(headerBytes);
                int bytes = headerBytes;
                foreach (byte lace in page[HeaderBytes..])
                    bytes += lace;
                page = _bytes.Peek(bytes);
                // A page that is cut off at the end is no page.
                if (page.Length == bytes && Crc(page) == BinaryPrimitives.ReadUInt32LittleEndian(page[22..]))
                {
                    if (lost)
                        Lose();
                    Take(page, headerBytes);
                    _bytes.Skip(bytes);
                    _falseBeginnings = 0;
                    return true;
                }
                if (++_falseBeginnings > MostFalseBeginnings)
                {
                    Lose();
                    return false;
                }
            }
            int next = page.IsEmpty ? -1 : page[1..].IndexOf((byte)'O');
            _bytes.Skip(next < 0 ? page.Length : next + 1);
        }
    }

    private void Take(ReadOnlySpan<byte> page, int at)
    {
        int flags = page[5];
        uint serial = BinaryPrimitives.ReadUInt32LittleEndian(page[14..]);
        uint sequence = BinaryPrimitives.ReadUInt32LittleEndian(page[18..]);
        bool first = (flags & First) != 0;
        if (first)
            _serial = serial;
        else if (serial != _serial)
        {
            Damages++;
            return;
        }
        else if (sequence != _sequence + 1)
            Lose();
        _sequence = sequence;
        bool skip = (flags & Continued) != 0 != _hasPartial;
        if (skip)
            Lose();
        skip &= (flags & Continued) != 0;

        ReadOnlySpan<byte> laces = page[HeaderBytes..at];
        int ends = laces.LastIndexOfAnyExcept((byte)255);
        long position = BinaryPrimitives.ReadInt64LittleEndian(page[6..]);
        int bytes = 0;
        for (int i = 0; i < laces.Length; i++)
        {
            bytes += laces[i];
            bool last = i == laces.Length - 1;
            if (laces[i] == 255 && !last)
                continue;
            _partial.Write(page.Slice(at, bytes));
            at += bytes;
            bytes = 0;
            _hasPartial = laces[i] == 255;
            if (_hasPartial)
                break;
            if (!skip)
                _packets.Enqueue(new OggPacket(_partial.ToArray(), first, position, i == ends, (flags & Last) != 0));
            _partial.SetLength(0);
            (first, skip) = (false, false);
        }
    }

    private void Lose()
    {
        Damages++;
        _partial.SetLength(0);
        _hasPartial = false;
    }

    /// <summary>The checksum of a page, whose own field counts as zeros.</summary>
    private static uint Crc(ReadOnlySpan<byte> page)
    {
        const int Field = 22;
        uint crc = 0;
        for (int i = 0; i < page.Length; i++)
            crc = crc << 8 ^ CrcTable[crc >> 24 ^ (i is >= Field and < Field + 4 ? 0u : page[i])];
        return crc;
    }

    private static uint[] MakeCrcTable()
    {
        var table = new uint[256];
        for (uint i = 0; i < 256; i++)
        {
            uint crc = i << 24;
            for (int bit = 0; bit < 8; bit++)
                crc = crc << 1 ^ (crc >> 31) * 0x04C11DB7;
            table[i] = crc;
        }
        return table;
    }
}
