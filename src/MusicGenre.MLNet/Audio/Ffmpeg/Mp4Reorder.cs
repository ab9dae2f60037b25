using System.Buffers.Binary;
using MusicGenre.MLNet.Audio.Decoding;

namespace MusicGenre.MLNet.Audio.Ffmpeg;

/// <summary>
/// MP4 and M4A files usually keep their index (the box "moov") behind the sound, where ffmpeg cannot get at it through a pipe. Here it is
/// moved to the front, its offsets into the file moved on by its length; ISO/IEC 14496-12 describes the boxes.
/// </summary>
internal static class Mp4Reorder
{
    private const int MaxIndexBytes = 1 << 28;

    public static bool IsMp4(ReadOnlySpan<byte> start) => start.Length >= 12 && start[4..8].SequenceEqual("ftyp"u8);

    /// <summary>The stream from its beginning, with the index first; as it is, if that is so already or the file is no sound MP4.</summary>
    public static Stream IndexFirst(RewindableStream input)
    {
        long? sound = null;
        for (long position = 0; ReadHeader(input, position) is { } box; position += box.Size)
        {
            if (box.Type is "moof" || box is { Type: "moov", Size: > MaxIndexBytes })
                break;
            if (box.Type is "mdat")
                sound ??= position;
            if (box.Type is not "moov")
                continue;
            if (sound is not { } first || ReadIndex(input, position, (int)box.Size) is not { } index
                || !MoveOffsets(index.AsSpan(box.HeaderBytes), index.Length))
                break;
            return new SplicedStream(input, (0, first), index, (first, position), position + box.Size);
        }
        input.SeekTo(0);
        return input;
    }

    private static (string Type, long Size, int HeaderBytes)? ReadHeader(RewindableStream input, long position)
    {
        Span<byte> header = stackalloc byte[16];
        input.SeekTo(position);
        if (input.Position < position || input.ReadAtLeast(header[..8], 8, throwOnEndOfStream: false) < 8)
            return null;
        long size = BinaryPrimitives.ReadUInt32BigEndian(header);
        int headerBytes = 8;
        if (size == 1)
        {
            if (input.ReadAtLeast(header[8..], 8, throwOnEndOfStream: false) < 8)
                return null;
            size = BinaryPrimitives.ReadInt64BigEndian(header[8..]);
            headerBytes = 16;
        }

        // Size 0 means to the end of the file: nothing comes after it.
        return size < headerBytes || size > long.MaxValue / 2 ? null : (System.Text.Encoding.Latin1.GetString(header[4..8]), size, headerBytes);
    }

    /// <summary>The whole box; null if the file ends before it does.</summary>
    private static byte[]? ReadIndex(RewindableStream input, long position, int size)
    {
        // Grown by what is really there, since a damaged size may promise anything.
        input.SeekTo(position);
        using var index = new MemoryStream();
        var block = new byte[1 << 16];
        for (int count; index.Length < size && (count = input.Read(block, 0, (int)Math.Min(block.Length, size - index.Length))) > 0;)
            index.Write(block, 0, count);
        return index.Length == size ? index.ToArray() : null;
    }

    /// <summary>Adds to every chunk offset below a box; false if the boxes are not as they should be.</summary>
    private static bool MoveOffsets(Span<byte> boxes, int by)
    {
        while (boxes.Length >= 8)
        {
            uint size = BinaryPrimitives.ReadUInt32BigEndian(boxes);
            if (size < 8 || size > boxes.Length)
                return false;
            ReadOnlySpan<byte> type = boxes[4..8];
            Span<byte> content = boxes[8..(int)size];
            bool container = type.SequenceEqual("trak"u8) || type.SequenceEqual("mdia"u8)
                || type.SequenceEqual("minf"u8) || type.SequenceEqual("stbl"u8);
            bool moved = container ? MoveOffsets(content, by)
                : type.SequenceEqual("stco"u8) ? MoveTable(content, by, entryBytes: 4)
                : type.SequenceEqual("co64"u8) ? MoveTable(content, by, entryBytes: 8)
                : !type.SequenceEqual("cmov"u8);
            if (!moved)
                return false;
            boxes = boxes[(int)size..];
        }
        return true;
    }

    private static bool MoveTable(Span<byte> table, int by, int entryBytes)
    {
        if (table.Length < 8)
            return false;
        long count = BinaryPrimitives.ReadUInt32BigEndian(table[4..]);
        if (count * entryBytes > table.Length - 8)
            return false;
        for (int i = 0; i < count; i++)
        {
            Span<byte> entry = table.Slice(8 + i * entryBytes, entryBytes);
            if (entryBytes == 8)
            {
                BinaryPrimitives.WriteInt64BigEndian(entry, BinaryPrimitives.ReadInt64BigEndian(entry) + by);
                continue;
            }
            long offset = BinaryPrimitives.ReadUInt32BigEndian(entry) + (long)by;
            if (offset > uint.MaxValue)
                return false;
            BinaryPrimitives.WriteUInt32BigEndian(entry, (uint)offset);
        }
        return true;
    }
}
