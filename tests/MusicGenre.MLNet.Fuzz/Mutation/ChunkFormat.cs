using System.Buffers.Binary;

namespace MusicGenre.MLNet.Fuzz.Mutation;

/// <summary>How files are built of chunks: RIFF and AIFF (size behind the kind, even lengths), PNG (size before it, a checksum
/// behind).</summary>
/// <param name="HeaderBytes">What is before the first chunk.</param>
/// <param name="BigEndian">The order of the bytes of a size.</param>
/// <param name="IsPng">Whether it is a PNG.</param>
/// <param name="Kinds">Kinds that readers know.</param>
internal sealed record ChunkFormat(int HeaderBytes, bool BigEndian, bool IsPng, params string[] Kinds)
{
    private const int ChunkHeader = 8, ChecksumBytes = 4;

    public static ChunkFormat Riff { get; } = new(12, false, false, "fmt ", "data", "ds64", "LIST", "JUNK", "fact", "bext", "id3 ", "PAD ");

    public static ChunkFormat Aiff { get; } = new(12, true, false, "COMM", "SSND", "NAME", "MARK", "INST", "APPL", "FVER", "ID3 ");

    public static ChunkFormat Png { get; } = new(8, true, true, "IHDR", "IDAT", "PLTE", "tRNS", "IEND", "gAMA", "iCCP", "tEXt", "zTXt",
        "acTL", "eXIf", "sBIT");

    /// <summary>Takes a file apart; what is left at its end is dropped.</summary>
    public (byte[] Header, List<Chunk> Chunks) Parse(ReadOnlySpan<byte> file)
    {
        byte[] header = file[..Math.Min(HeaderBytes, file.Length)].ToArray();
        var chunks = new List<Chunk>();
        for (int at = header.Length; at + ChunkHeader <= file.Length;)
        {
            ReadOnlySpan<byte> kind = file.Slice(at + (IsPng ? 4 : 0), 4), size = file.Slice(at + (IsPng ? 0 : 4), 4);
            long claimed = BigEndian ? BinaryPrimitives.ReadUInt32BigEndian(size) : BinaryPrimitives.ReadUInt32LittleEndian(size);
            int length = (int)Math.Min(claimed, file.Length - at - ChunkHeader);
            chunks.Add(new Chunk(kind.ToArray(), file.Slice(at + ChunkHeader, length).ToArray()));
            at += ChunkHeader + length + (IsPng ? ChecksumBytes : length & 1);
        }
        return (header, chunks);
    }

    /// <summary>Puts a file together.</summary>
    /// <param name="header">What is before the first chunk.</param>
    /// <param name="chunks">The chunks.</param>
    /// <param name="rightSize">Whether the header's size is corrected, and a PNG's checksums are right.</param>
    public byte[] Write(byte[] header, IEnumerable<Chunk> chunks, bool rightSize)
    {
        using var file = new MemoryStream();
        file.Write(header);
        foreach (Chunk chunk in chunks)
        {
            var size = new byte[4];
            if (BigEndian)
                BinaryPrimitives.WriteUInt32BigEndian(size, (uint)(chunk.Claimed ?? chunk.Data.Length));
            else
                BinaryPrimitives.WriteUInt32LittleEndian(size, (uint)(chunk.Claimed ?? chunk.Data.Length));
            file.Write(IsPng ? size : chunk.Kind);
            file.Write(IsPng ? chunk.Kind : size);
            file.Write(chunk.Data);
            if (IsPng)
            {
                var sum = new byte[ChecksumBytes];
                BinaryPrimitives.WriteUInt32BigEndian(sum, rightSize ? Checksums.Zip([.. chunk.Kind, .. chunk.Data]) : 0);
                file.Write(sum);
            }
            else if (chunk.Data.Length % 2 == 1)
            {
                file.WriteByte(0);
            }
        }
        byte[] bytes = file.ToArray();
        if (!IsPng && rightSize && bytes.Length >= ChunkHeader)
        {
            Span<byte> place = bytes.AsSpan(4);
            if (BigEndian)
                BinaryPrimitives.WriteInt32BigEndian(place, bytes.Length - ChunkHeader);
            else
                BinaryPrimitives.WriteInt32LittleEndian(place, bytes.Length - ChunkHeader);
        }
        return bytes;
    }
}
