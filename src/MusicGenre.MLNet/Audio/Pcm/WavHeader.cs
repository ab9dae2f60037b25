using System.Buffers.Binary;
using MusicGenre.MLNet.Audio.Decoding;

namespace MusicGenre.MLNet.Audio.Pcm;

/// <summary>
/// Finds format and samples in RIFF/RF64/BW64 WAVE, and in big-endian RIFX, chunks in any order. Microsoft's "Multiple Channel Audio Data
/// and WAVE Files" and EBU Tech 3306 (RF64) describe the format.
/// </summary>
internal static class WavHeader
{
    private const int HeaderBytes = 12;
    private const int MaxFormatBytes = 4096;

    /// <summary>The rest of every KSDATAFORMAT_SUBTYPE GUID after the two bytes of the format tag.</summary>
    private static ReadOnlySpan<byte> SubTypeTail => [0, 0, 0, 0, 0x10, 0, 0x80, 0, 0, 0xAA, 0, 0x38, 0x9B, 0x71];

    public static bool IsWav(ReadOnlySpan<byte> start) =>
        start.Length >= HeaderBytes && start[8..12].SequenceEqual("WAVE"u8) && IsRiff(start);

    /// <summary>
    /// Reads up to the samples.
    /// </summary>
    /// <returns>Null for a codec that is left to ffmpeg (ADPCM, MP3 in WAV …), and for what is no WAV file.</returns>
    public static PcmLayout? Read(RewindableInput input, AudioSource source)
    {
        Span<byte> head = stackalloc byte[HeaderBytes];
        if (input.Fill(head) < HeaderBytes)
            throw source.Bad("its WAV header is cut off. Copy it again from where it came.");
        if (!IsWav(head))
            return null;

        bool big = head[..4].SequenceEqual("RIFX"u8);
        long riffEnd = 8 + Number(head[4..], big);
        (PcmFormat? Format, int Bits, bool Known) format = (null, 0, false);
        (long Start, long? Bytes)? data = null;
        long? longDataBytes = null;
        Span<byte> chunk = stackalloc byte[8];
        while (input.Fill(chunk) == 8)
        {
            long size = Number(chunk[4..], big);
            long start = input.Position;
            if (chunk[..4].SequenceEqual("fmt "u8) && !format.Known)
            {
                format = (ReadFormat(input, size, big, source, out int bits), bits, true);
                if (format.Format is null)
                    return null;
            }
            else if (chunk[..4].SequenceEqual("ds64"u8) && size >= 16)
            {
                longDataBytes = ReadLongDataSize(input);
            }
            else if (chunk[..4].SequenceEqual("data"u8) && data is null)
            {
                long? bytes = size == uint.MaxValue ? longDataBytes : size == 0 && !HoldsNothing(input, start) ? null : size;
                data = (start, bytes);
                if (bytes is null && !format.Known)
                    break;
                size = bytes ?? 0;
            }

            if (format.Known && data is { } found)
            {
                string? compressed = BitStream.In(input, found.Start, format.Format!);
                if (compressed == BitStream.Ac3)
                    throw source.Bad("it is an AC-3 bit stream, though its header says that it is uncompressed sound. Decode it with the program that made it.");
                if (compressed is not null)
                    return null;
                bool wrong = found.Bytes > riffEnd - found.Start && riffEnd > found.Start
                    && (!input.CanSeek || Math.Abs(riffEnd - input.Length) <= 1);
                if (format.Format!.Encoding == SampleEncoding.Signed32 && format.Bits == 24 && !LieInFourBytes(input, found.Start, big))
                    format.Format = format.Format with { Encoding = SampleEncoding.Signed24 };
                PcmLayout layout = PcmLayout.Locate(format.Format!, found.Start, wrong ? null : found.Bytes, input, source);
                return wrong ? layout with { Warning = "Its data chunk says that it is longer than the file; it was read to the end of the file." } : layout;
            }
            input.SeekTo(NextChunk(input, start, size));
        }
        throw source.Bad(data is not null
            ? "its WAV header has samples but no 'fmt ' chunk that says how they are written. Make the file again."
            : format.Known
            ? "its WAV header has no 'data' chunk, so there are no samples. Make the file again."
            : "its WAV header has neither a 'fmt ' nor a 'data' chunk. Make the file again.");
    }

    private static bool IsRiff(ReadOnlySpan<byte> start) =>
        start[..4].SequenceEqual("RIFF"u8) || start[..4].SequenceEqual("RF64"u8) || start[..4].SequenceEqual("BW64"u8)
        || start[..4].SequenceEqual("RIFX"u8);

    private static uint Number(ReadOnlySpan<byte> bytes, bool bigEndian) =>
        bigEndian ? BinaryPrimitives.ReadUInt32BigEndian(bytes) : BinaryPrimitives.ReadUInt32LittleEndian(bytes);

    private static ushort Short(ReadOnlySpan<byte> bytes, bool bigEndian) =>
        bigEndian ? BinaryPrimitives.ReadUInt16BigEndian(bytes) : BinaryPrimitives.ReadUInt16LittleEndian(bytes);

    private static PcmFormat? ReadFormat(RewindableInput input, long size, bool big, AudioSource source, out int bits)
    {
        Span<byte> fmt = stackalloc byte[40];
        fmt.Clear();
        int count = input.Fill(fmt[..(int)Math.Min(size, 40)]);
        if (count < 16)
            throw source.Bad($"its WAV header is damaged: the 'fmt ' chunk has {count} of at least 16 bytes. Make the file again.");
        if (size > MaxFormatBytes)
            throw source.Bad($"its WAV header is damaged: the 'fmt ' chunk says it has {size} bytes. Make the file again.");

        int tag = Short(fmt, big);
        uint channels = Short(fmt[2..], big);
        uint rate = Number(fmt[4..], big);
        uint bytesPerSecond = Number(fmt[8..], big);
        int frameBytes = Short(fmt[12..], big);
        bits = Short(fmt[14..], big);
        const int Extensible = 0xFFFE;
        if (tag == Extensible && count >= 40)
        {
            if (!fmt[26..40].SequenceEqual(SubTypeTail))
                return null;
            tag = Short(fmt[24..], big);
        }
        int bytes = BytesPerSample(bits, channels == 0 ? 0 : frameBytes / (double)channels, bytesPerSecond == rate * (double)frameBytes);
        SampleEncoding? encoding = (tag, bytes) switch
        {
            (1, 1) => SampleEncoding.Unsigned8,
            (1, 2) => SampleEncoding.Signed16,
            (1, 3) => SampleEncoding.Signed24,
            (1, 4) => SampleEncoding.Signed32,
            (3, 4) => SampleEncoding.Float32,
            (3, 8) => SampleEncoding.Float64,
            (6, 1) => SampleEncoding.ALaw,
            (7, 1) => SampleEncoding.MuLaw,
            _ => null,
        };
        return encoding is null ? null : PcmFormat.Create(encoding.Value, big, channels, rate, source);
    }

    /// <summary>
    /// How many bytes a sample has. Samples of 12 or 20 bits lie at the top of 2 or 3, as the frame says; with 8, 16 or 32 bits it can only
    /// be wrong. 24 bits are also kept in 4 bytes, which the bytes a second must confirm, and then the samples themselves.
    /// </summary>
    private static int BytesPerSample(int bits, double saidByFrame, bool isConfirmed)
    {
        int needed = (bits + 7) / 8;
        bool isFree = bits % 8 != 0 || (bits == 24 && saidByFrame == 4 && isConfirmed);
        return isFree && saidByFrame >= needed && saidByFrame == (int)saidByFrame ? (int)saidByFrame : needed;
    }

    /// <summary>
    /// Whether samples of 24 bits lie at the top of four bytes, so that each lowest byte is zero. Leaves the input elsewhere.
    /// </summary>
    private static bool LieInFourBytes(RewindableInput input, long start, bool big)
    {
        Span<byte> bytes = stackalloc byte[4096];
        input.SeekTo(start);
        bytes = bytes[..input.Fill(bytes)];
        for (int i = big ? 3 : 0; i < bytes.Length; i += 4)
            if (bytes[i] != 0)
                return false;
        return true;
    }

    /// <summary>The size of the data chunk in RF64, where the chunk's own field is all ones; null if it was never filled in.</summary>
    private static long? ReadLongDataSize(RewindableInput input)
    {
        Span<byte> ds64 = stackalloc byte[16];
        if (input.Fill(ds64) < 16)
            return null;
        long bytes = BinaryPrimitives.ReadInt64LittleEndian(ds64[8..]);
        // More than any file has, and so little that sums of it do not overflow.
        return bytes > 0 ? Math.Min(bytes, 1L << 60) : null;
    }

    /// <summary>
    /// A data size of 0 is the truth if another chunk follows at once; otherwise a recorder never came back to fill it in.
    /// </summary>
    private static bool HoldsNothing(RewindableInput input, long start)
    {
        Span<byte> next = stackalloc byte[4];
        int count = input.Fill(next);
        input.SeekTo(start);
        return count < 4 || IsKnownChunk(next);
    }

    /// <summary>Chunks begin at even places, but not every writer of an odd chunk adds the pad byte.</summary>
    private static long NextChunk(RewindableInput input, long start, long size)
    {
        long end = start + size;
        if (size % 2 == 0)
            return end;
        input.SeekTo(end);
        Span<byte> next = stackalloc byte[5];
        int count = input.Fill(next);
        bool unpadded = count >= 4 && (IsKnownChunk(next[..4])
            || (next[..4].IndexOfAnyExceptInRange((byte)' ', (byte)'~') < 0 && !IsKnownChunk(next[1..])));
        input.SeekTo(Math.Min(end, input.Position));
        return unpadded ? end : end + 1;
    }

    private static bool IsKnownChunk(ReadOnlySpan<byte> id) =>
        id.SequenceEqual("fmt "u8) || id.SequenceEqual("data"u8) || id.SequenceEqual("LIST"u8) || id.SequenceEqual("fact"u8)
        || id.SequenceEqual("bext"u8) || id.SequenceEqual("cue "u8) || id.SequenceEqual("smpl"u8) || id.SequenceEqual("JUNK"u8)
        || id.SequenceEqual("PEAK"u8) || id.SequenceEqual("iXML"u8) || id.SequenceEqual("id3 "u8) || id.SequenceEqual("ID3 "u8);
}
