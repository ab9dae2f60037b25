using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace MusicGenre.MLNet.Pipeline;

/// <summary>
/// Reads the bytes of a <see cref="SavedConstant"/> out of the binary data view that ML.NET keeps them in: a header of 256 bytes, the
/// blocks of the columns, a table of contents (IdvFileFormat in dotnet/machinelearning's documentation). ML.NET's own reader waits for ever,
/// or works for seconds, on some damaged files of a few hundred bytes.
/// </summary>
internal ref struct SavedConstantReader
{
    private const int TablePlace = 0x18, RowsPlace = 0x28, ColumnsPlace = 0x30, HeaderBytes = 0x100;

    // Of a block of vectors: their number, the length of the only one, −1 for "with all their values", no places of values.
    private const int BlockHeader = 4 * sizeof(int);

    private readonly ReadOnlySpan<byte> _entry;
    private long _at;

    private SavedConstantReader(ReadOnlySpan<byte> entry)
    {
        _entry = entry;
        _at = 0;
    }

    private static ReadOnlySpan<byte> Signature => "CML\0DVB\0"u8;

    /// <summary>Reads a column of bytes.</summary>
    /// <param name="entry">The data view.</param>
    /// <param name="column">The column's name.</param>
    /// <exception cref="InvalidDataException">It is damaged.</exception>
    public static byte[] Read(ReadOnlySpan<byte> entry, string column)
    {
        if (entry.Length < HeaderBytes || !entry.StartsWith(Signature) || BinaryPrimitives.ReadInt64LittleEndian(entry[RowsPlace..]) != 1)
            throw Damaged();
        var reader = new SavedConstantReader(entry) { _at = BinaryPrimitives.ReadInt64LittleEndian(entry[TablePlace..]) };
        for (int left = BinaryPrimitives.ReadInt32LittleEndian(entry[ColumnsPlace..]); left > 0; left--)
            if (reader.ReadColumn(column) is { } value)
                return value;
        throw Damaged();
    }

    // Name, codec, its settings, compression, rows in a block, where the block is described, where more is.
    private byte[]? ReadColumn(string wanted)
    {
        string name = Text(), codec = Text();
        Take(Length());
        byte compression = Take(1)[0];
        Length();
        long place = BinaryPrimitives.ReadInt64LittleEndian(Take(sizeof(long)));
        Take(sizeof(long));
        if (name != wanted)
            return null;
        if (codec != "VBuffer" || compression > 1)
            throw Damaged();
        _at = place;
        long start = BinaryPrimitives.ReadInt64LittleEndian(Take(sizeof(long)));
        int packed = BinaryPrimitives.ReadInt32LittleEndian(Take(sizeof(int)));
        int unpacked = BinaryPrimitives.ReadInt32LittleEndian(Take(sizeof(int)));
        _at = start;
        return Block(Take(packed), unpacked, isPacked: compression == 1);
    }

    private byte[] Block(ReadOnlySpan<byte> block, int unpacked, bool isPacked)
    {
        if (unpacked < BlockHeader || unpacked > InputLimits.Current.MostUnpacked(_entry.Length) || (!isPacked && block.Length != unpacked))
            throw Damaged();
        using var bytes = new MemoryStream(block.ToArray(), writable: false);
        using Stream content = isPacked ? new DeflateStream(bytes, CompressionMode.Decompress) : bytes;
        Span<byte> header = stackalloc byte[BlockHeader];
        content.ReadExactly(header);
        int count = BinaryPrimitives.ReadInt32LittleEndian(header), length = BinaryPrimitives.ReadInt32LittleEndian(header[sizeof(int)..]);
        if (count != 1 || length != unpacked - BlockHeader
            || BinaryPrimitives.ReadInt64LittleEndian(header[(2 * sizeof(int))..]) != uint.MaxValue)
            throw Damaged();
        var value = new byte[length];
        content.ReadExactly(value);
        return value;
    }

    private string Text() => Encoding.UTF8.GetString(Take(Length()));

    // Seven bits a byte, the lowest first.
    private long Length()
    {
        long value = 0;
        for (int shift = 0; shift < 35; shift += 7)
        {
            byte next = Take(1)[0];
            value |= (long)(next & 0x7F) << shift;
            if (next < 0x80)
                return value;
        }
        throw Damaged();
    }

    private ReadOnlySpan<byte> Take(long count)
    {
        if (_at < 0 || count < 0 || _at > _entry.Length - count)
            throw Damaged();
        ReadOnlySpan<byte> taken = _entry.Slice((int)_at, (int)count);
        _at += count;
        return taken;
    }

    private static InvalidDataException Damaged() => new("The backbone inside the model file is damaged.");
}
