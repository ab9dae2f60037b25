using System.Numerics;

namespace MusicGenre.MLNet.Audio.Compressed;

/// <summary>
/// Reads how large the codebooks of a Vorbis stream are (Vorbis I, 3.2.1). A header of some bytes can ask for gigabytes, which NVorbis
/// takes before it sees that nothing follows.
/// </summary>
internal ref struct VorbisCodebooks
{
    // Those of libvorbis have some 100,000 values.
    private const long MostValues = 1 << 22;

    private const int HeaderBytes = 7, Sync = 0x564342;

    private readonly ReadOnlySpan<byte> _bytes;
    private long _bit;

    private VorbisCodebooks(ReadOnlySpan<byte> bytes)
    {
        _bytes = bytes;
        _bit = 8 * HeaderBytes;
    }

    /// <summary>Whether the codebooks of a setup packet are whole and no larger than music needs them.</summary>
    public static bool AreModest(ReadOnlySpan<byte> setup)
    {
        var reader = new VorbisCodebooks(setup);
        long values = 0;
        for (uint books = reader.Read(8) + 1; books > 0; books--)
        {
            values += reader.ReadBook();
            if (values > MostValues || reader._bit > 8L * setup.Length)
                return false;
        }
        return true;
    }

    /// <summary>Passes over one codebook.</summary>
    /// <returns>The values that it stands for; more than are allowed if it is damaged.</returns>
    private long ReadBook()
    {
        if (Read(24) != Sync)
            return long.MaxValue / 2;
        long dimensions = Read(16);
        long entries = Read(24);
        if (entries * Math.Max(1, dimensions) > MostValues)
            return long.MaxValue / 2;
        PassLengths(entries);
        uint lookup = Read(4);
        if (lookup is 1 or 2)
        {
            Read(32);
            Read(32);
            uint bits = Read(4) + 1;
            Read(1);
            _bit += bits * (lookup == 2 ? entries * dimensions : Root(entries, dimensions));
        }
        return entries * Math.Max(1, dimensions);
    }

    private void PassLengths(long entries)
    {
        if (Read(1) == 0)
        {
            bool sparse = Read(1) == 1;
            for (long i = 0; i < entries; i++)
                if (!sparse || Read(1) == 1)
                    Read(5);
            return;
        }
        Read(5);
        // Numbers of zero are allowed, and end with the packet.
        for (long i = 0; i < entries && _bit <= 8L * _bytes.Length;)
            i += Read(32 - BitOperations.LeadingZeroCount((uint)(entries - i)));
    }

    // The largest number whose power is no more than the entries; each number is at least 1.
    private static long Root(long entries, long dimensions)
    {
        long root = 1;
        while (Math.Pow(root + 1, dimensions) <= entries && dimensions > 0)
            root++;
        return root;
    }

    // Zeros behind the end: where it ended is seen afterwards.
    private uint Read(int bits)
    {
        uint value = 0;
        for (int i = 0; i < bits; i++, _bit++)
            if (_bit >> 3 < _bytes.Length)
                value |= (uint)(_bytes[(int)(_bit >> 3)] >> (int)(_bit & 7) & 1) << i;
        return value;
    }
}
