using System.Buffers.Binary;

namespace MusicGenre.MLNet.Audio.Compressed;

/// <summary>
/// What the silent first frame of many mp3 files says about the rest: Xing's tag with LAME's extension, or Fraunhofer's VBRI. The fields
/// that a tag lacks are 0.
/// </summary>
/// <param name="Frames">How many frames follow.</param>
/// <param name="Bytes">How many bytes all frames have, this one included.</param>
/// <param name="Delay">How many samples an encoder put before the sound; null if the tag does not say.</param>
/// <param name="Padding">How many samples it put behind the sound.</param>
internal sealed record Mp3Info(long Frames, long Bytes, int? Delay, int Padding)
{
    private const int VbriOffset = Mp3Header.Bytes + 32;

    /// <summary>Reads the tag in a frame; null if it holds none, and so sound.</summary>
    public static Mp3Info? Read(Mp3Header header, ReadOnlySpan<byte> frame)
    {
        int at = Mp3Header.Bytes + header.SideBytes;
        if (frame.Length >= at + 8 && (frame[at..].StartsWith("Xing"u8) || frame[at..].StartsWith("Info"u8)))
            return ReadXing(frame[at..]);
        return frame.Length >= VbriOffset + 18 && frame[VbriOffset..].StartsWith("VBRI"u8)
            ? Create(Number(frame[(VbriOffset + 14)..]), Number(frame[(VbriOffset + 10)..]), null, 0)
            : null;
    }

    private static Mp3Info? ReadXing(ReadOnlySpan<byte> tag)
    {
        const int HasFrames = 1, HasBytes = 2, HasTable = 4, HasQuality = 8, TableBytes = 100, LameBytes = 24;
        uint flags = Number(tag[4..]);
        int at = 8;
        long frames = (flags & HasFrames) == 0 ? 0 : Take(tag, ref at);
        long bytes = (flags & HasBytes) == 0 ? 0 : Take(tag, ref at);
        at += ((flags & HasTable) == 0 ? 0 : TableBytes) + ((flags & HasQuality) == 0 ? 0 : 4);
        if (tag.Length < at + LameBytes)
            return Create(frames, bytes, null, 0);
        ReadOnlySpan<byte> lame = tag[at..];
        bool says = lame.StartsWith("LAME"u8) || lame.StartsWith("Lavf"u8) || lame.StartsWith("Lavc"u8);
        int delays = lame[21] << 16 | lame[22] << 8 | lame[23];
        return says ? Create(frames, bytes, delays >> 12, delays & 0xFFF) : Create(frames, bytes, null, 0);
    }

    private static Mp3Info? Create(long frames, long bytes, int? delay, int padding) =>
        frames == 0 && bytes == 0 ? null : new Mp3Info(frames, bytes, delay, padding);

    private static uint Take(ReadOnlySpan<byte> tag, ref int at)
    {
        uint number = tag.Length < at + 4 ? 0 : Number(tag[at..]);
        at += 4;
        return number;
    }

    private static uint Number(ReadOnlySpan<byte> bytes) => BinaryPrimitives.ReadUInt32BigEndian(bytes);
}
