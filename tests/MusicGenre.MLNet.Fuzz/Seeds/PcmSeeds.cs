using System.Text;
using MusicGenre.MLNet.Audio;

namespace MusicGenre.MLNet.Fuzz.Seeds;

/// <summary>Small files of uncompressed sound.</summary>
internal static class PcmSeeds
{
    private const int Rate = 8_000, Frames = 500;

    private static readonly byte[] Guid = [0, 0, 0, 0, 0x10, 0, 0x80, 0, 0, 0xAA, 0, 0x38, 0x9B, 0x71];

    /// <summary>What the library writes, and what it only reads.</summary>
    public static IReadOnlyList<byte[]> Wav()
    {
        using var folder = new TemporaryFolder();
        new AudioClip(Signals.Sine(440, Rate, Frames), Rate).SaveWav(folder.Combine("saved.wav"));
        return
        [
            File.ReadAllBytes(folder.Combine("saved.wav")), Riff(1, 1, 8), Riff(1, 2, 16), Riff(1, 2, 24), Riff(1, 6, 32), Riff(3, 1, 32),
            Riff(3, 2, 64), Riff(6, 1, 8), Riff(7, 2, 8), Riff(1, 2, 16, extensible: true), Riff(3, 1, 32, extensible: true), Rf64(),
        ];
    }

    /// <summary>A file that is long enough for a genre.</summary>
    public static byte[] Long()
    {
        using var folder = new TemporaryFolder();
        ToneGenres.Compose("low", 1.2, 3).SaveWav(folder.Combine("saved.wav"));
        return File.ReadAllBytes(folder.Combine("saved.wav"));
    }

    /// <summary>One of each encoding.</summary>
    public static IReadOnlyList<byte[]> Au() =>
        [Au(1, 1, 1), Au(2, 1, 2), Au(3, 2, 1), Au(3, 2, 2), Au(4, 3, 1), Au(5, 4, 2), Au(6, 4, 1), Au(7, 8, 1), Au(27, 1, 1)];

    /// <summary>Those that are read in this process.</summary>
    public static IReadOnlyList<byte[]> Aiff() => [Aiff(1, 16), Aiff(2, 16), Aiff(1, 24), Aiff(2, 32)];

    private static byte[] Au(int code, int bytes, int channels) =>
    [
        .. Big(".snd", 28, Frames * bytes * channels, code, Rate, channels, 0), .. Samples(bytes, channels, code is 6 or 7,
            bigEndian: true),
    ];

    private static byte[] Aiff(int channels, int bits)
    {
        byte[] samples = Samples(bits / 8, channels, isFloat: false, bigEndian: true);
        byte[] rate = [0x40, 0x0B, 0xFA, 0, 0, 0, 0, 0, 0, 0]; // 8,000 as a float of 80 bits
        byte[] common = [.. Big(2, channels), .. Big(Frames), .. Big(2, bits), .. rate];
        byte[] inner = [.. Big("COMM", common.Length), .. common, .. Big("NAME", 4), .. "test"u8,
            .. Big("SSND", samples.Length + 8, 0, 0), .. samples];
        return [.. Big("FORM", inner.Length + 4), .. "AIFF"u8, .. inner];
    }

    private static byte[] Riff(int tag, int channels, int bits, bool extensible = false)
    {
        byte[] samples = Samples(bits / 8, channels, tag == 3, bigEndian: false);
        byte[] format = Little(w =>
        {
            w.Write((short)(extensible ? -2 : tag));
            w.Write((short)channels);
            w.Write(Rate);
            w.Write(Rate * channels * bits / 8);
            w.Write((short)(channels * bits / 8));
            w.Write((short)bits);
            if (!extensible)
                return;
            w.Write((short)22);
            w.Write((short)bits);
            w.Write(3);
            w.Write((short)tag);
            w.Write(Guid);
        });
        return Little(w =>
        {
            w.Write("RIFF"u8);
            w.Write(4 + 8 + format.Length + 8 + 12 + 8 + samples.Length);
            w.Write("WAVEfmt "u8);
            w.Write(format.Length);
            w.Write(format);
            w.Write("LIST"u8);
            w.Write(12);
            w.Write("INFOISFT"u8);
            w.Write(0);
            w.Write("data"u8);
            w.Write(samples.Length);
            w.Write(samples);
        });
    }

    private static byte[] Rf64() => Little(w =>
    {
        byte[] samples = Samples(2, 1, isFloat: false, bigEndian: false);
        w.Write("RF64"u8);
        w.Write(-1);
        w.Write("WAVEds64"u8);
        w.Write(28);
        w.Write(72L + samples.Length);
        w.Write((long)samples.Length);
        w.Write((long)Frames);
        w.Write(0);
        w.Write("fmt "u8);
        w.Write(16);
        w.Write((short)1);
        w.Write((short)1);
        w.Write(Rate);
        w.Write(2 * Rate);
        w.Write((short)2);
        w.Write((short)16);
        w.Write("data"u8);
        w.Write(-1);
        w.Write(samples);
    });

    private static byte[] Samples(int bytes, int channels, bool isFloat, bool bigEndian)
    {
        var all = new List<byte>();
        foreach (float value in Signals.Sine(440, Rate, Frames))
        {
            byte[] sample = (isFloat, bytes) switch
            {
                (true, 4) => BitConverter.GetBytes(value),
                (true, _) => BitConverter.GetBytes((double)value),
                _ => BitConverter.GetBytes((int)(value * int.MaxValue))[^bytes..],
            };
            if (bigEndian)
                Array.Reverse(sample);
            for (int c = 0; c < channels; c++)
                all.AddRange(sample);
        }
        return [.. all];
    }

    private static byte[] Little(Action<BinaryWriter> write)
    {
        using var bytes = new MemoryStream();
        using var writer = new BinaryWriter(bytes);
        write(writer);
        writer.Flush();
        return bytes.ToArray();
    }

    private static byte[] Big(string kind, params int[] numbers) => [.. Encoding.ASCII.GetBytes(kind), .. numbers.SelectMany(n => Big(n))];

    private static byte[] Big(int number) => [(byte)(number >> 24), (byte)(number >> 16), (byte)(number >> 8), (byte)number];

    private static byte[] Big(int bytes, int number) => Big(number)[^bytes..];
}
