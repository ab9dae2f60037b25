using System.Buffers.Binary;

namespace MusicGenre.MLNet.Tests.Performance;

/// <summary>A long WAV file that takes next to no disk: 8 bits, mono, noise here and there and holes in between.</summary>
internal static class SparseWav
{
    private const int HeaderBytes = 44;

    public static void Write(string path, TimeSpan length, int sampleRate)
    {
        int bytes = checked((int)(length.TotalSeconds * sampleRate));
        using FileStream file = File.Create(path);
        file.Write(Header(bytes, sampleRate));
        var noise = new byte[sampleRate];
        new Random(1).NextBytes(noise);
        for (int i = 0; i < 20; i++)
        {
            file.Position = HeaderBytes + (long)i * bytes / 20;
            file.Write(noise);
        }
        file.SetLength(HeaderBytes + bytes);
    }

    private static byte[] Header(int bytes, int sampleRate)
    {
        var header = new byte[HeaderBytes];
        "RIFF"u8.CopyTo(header);
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(4), HeaderBytes - 8 + bytes);
        "WAVEfmt "u8.CopyTo(header.AsSpan(8));
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(16), 16);
        BinaryPrimitives.WriteInt16LittleEndian(header.AsSpan(20), 1);
        BinaryPrimitives.WriteInt16LittleEndian(header.AsSpan(22), 1);
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(24), sampleRate);
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(28), sampleRate);
        BinaryPrimitives.WriteInt16LittleEndian(header.AsSpan(32), 1);
        BinaryPrimitives.WriteInt16LittleEndian(header.AsSpan(34), 8);
        "data"u8.CopyTo(header.AsSpan(36));
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(40), bytes);
        return header;
    }
}
