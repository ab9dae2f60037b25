using System.Buffers.Binary;
using System.Security.Cryptography;

namespace MusicGenre.MLNet.Cli.Tagging;

/// <summary>
/// Finds the audio in a file, that is, what must not change when tags are written: frames of MP3 and the like, FLAC's frames, packets of
/// Ogg, MP4's media data, the samples of WAV and AIFF, ASF's data object.
/// </summary>
internal static class AudioContent
{
    private const int Id3v1Length = 128;
    private const int ApeFooterLength = 32;

    // ASF's data object: 75B22636-668E-11CF-A6D9-00AA0062CE6C.
    private static ReadOnlySpan<byte> AsfData
        => [0x36, 0x26, 0xB2, 0x75, 0x8E, 0x66, 0xCF, 0x11, 0xA6, 0xD9, 0x00, 0xAA, 0x00, 0x62, 0xCE, 0x6C];

    private static ReadOnlySpan<byte> AsfHeader
        => [0x30, 0x26, 0xB2, 0x75, 0x8E, 0x66, 0xCF, 0x11, 0xA6, 0xD9, 0x00, 0xAA, 0x00, 0x62, 0xCE, 0x6C];

    /// <summary>Gets a hash of the audio in a file; two files with the same one sound the same.</summary>
    /// <exception cref="InvalidDataException">The file is damaged, or holds no audio.</exception>
    public static byte[] HashOf(ReadOnlySpan<byte> file)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        long length;
        if (file.StartsWith("RIFF"u8) || file.StartsWith("RF64"u8))
            length = AddChunks(hash, file, "data"u8, bigEndian: false);
        else if (file.StartsWith("FORM"u8))
            length = AddChunks(hash, file, "SSND"u8, bigEndian: true);
        else if (file.StartsWith("OggS"u8))
            length = AddOgg(hash, file);
        else if (file.Length > 8 && file[4..].StartsWith("ftyp"u8))
            length = AddMediaData(hash, file);
        else if (file.StartsWith(AsfHeader))
            length = AddAsf(hash, file);
        else
            length = Add(hash, WithoutTags(file));
        return length > 0 ? hash.GetHashAndReset() : throw new InvalidDataException("no audio was found in it");
    }

    private static long Add(IncrementalHash hash, ReadOnlySpan<byte> bytes)
    {
        hash.AppendData(bytes);
        return bytes.Length;
    }

    private static long AddChunks(IncrementalHash hash, ReadOnlySpan<byte> file, ReadOnlySpan<byte> name, bool bigEndian)
    {
        long found = 0;
        for (long position = 12; position + 8 <= file.Length;)
        {
            ReadOnlySpan<byte> chunk = file[(int)position..];
            uint size = bigEndian ? BinaryPrimitives.ReadUInt32BigEndian(chunk[4..]) : BinaryPrimitives.ReadUInt32LittleEndian(chunk[4..]);
            int length = (int)Math.Min(size, (uint)chunk.Length - 8);
            if (chunk.StartsWith(name))
                found += Add(hash, chunk.Slice(8, length));
            position += 8L + size + (size & 1);
        }
        return found;
    }

    // Pages are cut anew when the comments before them grow; what they carry stays.
    private static long AddOgg(IncrementalHash hash, ReadOnlySpan<byte> file)
    {
        long found = 0;
        int headers = -1, packets = 0;
        for (int position = 0; position + 27 <= file.Length && file[position..].StartsWith("OggS"u8);)
        {
            ReadOnlySpan<byte> page = file[position..];
            int segments = page[26], data = 27 + segments;
            if (page.Length < data)
                break;
            if (headers < 0)
                headers = page[data..].StartsWith("OpusHead"u8) ? 2 : page[data..].StartsWith("\u007fFLAC"u8) ? int.MaxValue : 3;
            foreach (byte lace in page.Slice(27, segments))
            {
                int length = Math.Min(lace, page.Length - data);
                // FLAC in Ogg says itself which of its packets are metadata: audio begins with the sync code.
                if (headers == int.MaxValue && packets > 0 && length > 0 && page[data] == 0xFF)
                    headers = packets;
                if (packets >= headers)
                    found += Add(hash, page.Slice(data, length));
                data += length;
                if (lace < 255)
                    packets++;
            }
            position += data;
        }
        return found;
    }

    private static long AddMediaData(IncrementalHash hash, ReadOnlySpan<byte> file)
    {
        long found = 0;
        for (long position = 0; position + 8 <= file.Length;)
        {
            ReadOnlySpan<byte> box = file[(int)position..];
            long size = BinaryPrimitives.ReadUInt32BigEndian(box);
            int header = 8;
            if (size == 1 && box.Length >= 16)
                (size, header) = (BinaryPrimitives.ReadInt64BigEndian(box[8..]), 16);
            if (size == 0 || size > box.Length)
                size = box.Length;
            if (size < header)
                break;
            if (box[4..].StartsWith("mdat"u8))
                found += Add(hash, box[header..(int)size]);
            position += size;
        }
        return found;
    }

    private static long AddAsf(IncrementalHash hash, ReadOnlySpan<byte> file)
    {
        for (long position = 0; position + 24 <= file.Length;)
        {
            ReadOnlySpan<byte> part = file[(int)position..];
            long size = BinaryPrimitives.ReadInt64LittleEndian(part[16..]);
            if (size < 24)
                break;
            if (part.StartsWith(AsfData))
                return Add(hash, part[..(int)Math.Min(size, part.Length)]);
            position += size;
        }
        return 0;
    }

    private static ReadOnlySpan<byte> WithoutTags(ReadOnlySpan<byte> file)
    {
        while (file.Length > 10 && file.StartsWith("ID3"u8))
        {
            int size = (file[6] << 21) | (file[7] << 14) | (file[8] << 7) | file[9];
            int footer = (file[5] & 0x10) != 0 ? 10 : 0;
            file = file[Math.Min(file.Length, 10 + size + footer)..];
            // Some writers leave zeros between a tag and the audio.
            file = file.TrimStart((byte)0);
        }
        if (file.StartsWith("fLaC"u8))
            file = WithoutBlocks(file[4..]);
        while (TailLength(file) is > 0 and var tail)
            file = file[..^tail];
        return file;
    }

    // The length of the tag that a file ends in; 0 for none.
    private static int TailLength(ReadOnlySpan<byte> file)
    {
        if (file.Length >= Id3v1Length && file[^Id3v1Length..].StartsWith("TAG"u8))
            return Id3v1Length;
        if (file.Length < ApeFooterLength || !file[^ApeFooterLength..].StartsWith("APETAGEX"u8))
            return 0;
        ReadOnlySpan<byte> footer = file[^ApeFooterLength..];
        bool hasHeader = (BinaryPrimitives.ReadUInt32LittleEndian(footer[20..]) & 0x80000000) != 0;
        long length = BinaryPrimitives.ReadUInt32LittleEndian(footer[12..]) + (hasHeader ? ApeFooterLength : 0);
        return (int)Math.Clamp(length, ApeFooterLength, file.Length);
    }

    private static ReadOnlySpan<byte> WithoutBlocks(ReadOnlySpan<byte> file)
    {
        for (bool last = false; !last && file.Length >= 4;)
        {
            last = (file[0] & 0x80) != 0;
            int size = (file[1] << 16) | (file[2] << 8) | file[3];
            file = file[Math.Min(file.Length, 4 + size)..];
        }
        return file;
    }
}
