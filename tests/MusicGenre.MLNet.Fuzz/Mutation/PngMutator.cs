using System.IO.Compression;

namespace MusicGenre.MLNet.Fuzz.Mutation;

/// <summary>Damages PNGs by their chunks, and by what is packed in them.</summary>
internal static class PngMutator
{
    public static byte[] Mutate(Dice dice, byte[] file)
    {
        if (!dice.OneIn(3))
            return ChunkMutator.Mutate(dice, file, ChunkFormat.Png);
        (byte[] header, List<Chunk> chunks) = ChunkFormat.Png.Parse(file);
        int at = chunks.FindIndex(chunk => chunk.Kind.AsSpan().SequenceEqual("IDAT"u8));
        if (at < 0)
            return ByteMutator.Mutate(dice, file);
        byte[] rows = ByteMutator.Mutate(dice, Unpack(chunks[at].Data));
        // A small file of a large picture.
        if (dice.OneIn(6))
            rows = new byte[dice.Next(1 << 21)];
        chunks[at] = chunks[at] with { Data = Pack(rows) };
        Chunk first = chunks[0];
        if (dice.OneIn(2) && first.Data.Length == 13)
        {
            byte[] size = [.. first.Data];
            if (dice.OneIn(2))
                ByteMutator.WriteNumber(dice, size, dice.Next(8));
            else
                size[dice.Between(8, 12)] = dice.Pick<byte>(0, 1, 2, 3, 4, 6, 8, 16, dice.Byte());
            chunks[0] = first with { Data = size };
        }
        return ChunkFormat.Png.Write(header, chunks, rightSize: true);
    }

    /// <summary>Packs rows as a PNG does.</summary>
    public static byte[] Pack(byte[] rows)
    {
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.Fastest, leaveOpen: true))
            zlib.Write(rows);
        return packed.ToArray();
    }

    private static byte[] Unpack(byte[] data)
    {
        using var rows = new MemoryStream();
        using var zlib = new ZLibStream(new MemoryStream(data), CompressionMode.Decompress);
        zlib.CopyTo(rows);
        return rows.ToArray();
    }
}
