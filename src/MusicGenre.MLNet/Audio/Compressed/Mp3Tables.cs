using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using NLayer;

namespace MusicGenre.MLNet.Audio.Compressed;

/// <summary>
/// Mends two faults of NLayer 3.0.1 in its tables. It makes the table of each Huffman code when a frame first needs it, and two threads
/// that need one at the same time may decode with half of it: so every table is made before the first file is decoded. And it takes all
/// samples of the highest band of short blocks for the first of the three windows, so that they get a wrong loudness.
/// </summary>
internal static class Mp3Tables
{
    private const uint Mono128Kilobits = 0xFFFB90C0;

    private const int BandsOfShortBlocks = 12;

    // Tables 17 to 23 and 25 to 31 are 16 and 24 with other numbers of extra bits.
    private static readonly int[] Tables = [1, 2, 3, 5, 6, 7, 8, 9, 10, 11, 12, 13, 15, 16, 24];

    static Mp3Tables() => MakeAll();

    /// <summary>Creates a decoder for frames with one sample rate.</summary>
    public static MpegFrameDecoder CreateDecoder(Mp3Header header)
    {
        var decoder = new MpegFrameDecoder();
        var frame = new Mp3Frame();
        frame.Load(header, new byte[header.FrameBytes]);
        decoder.DecodeFrame(frame, new float[header.Samples * header.Channels].AsSpan());
        // Where these fields are missing, NLayer is another one, which the tests must judge.
        if (Field<object>(decoder, "_layerIIIDecoder") is { } layer
            && Field<byte[]>(layer, "_cbwLookupS") is { } windows
            && Field<int[]>(layer, "_sfBandIndexS") is { } bands)
        {
            int start = 3 * bands[BandsOfShortBlocks], width = bands[BandsOfShortBlocks + 1] - bands[BandsOfShortBlocks];
            for (int i = start; i < windows.Length; i++)
                windows[i] = (byte)((i - start) / width);
        }
        decoder.Reset();
        return decoder;
    }

    // A trimmed program keeps these fields by their names.
    [DynamicDependency("_layerIIIDecoder", typeof(MpegFrameDecoder))]
    [DynamicDependency("_cbwLookupS", "NLayer.Decoder.LayerIIIDecoder", "NLayer")]
    [DynamicDependency("_sfBandIndexS", "NLayer.Decoder.LayerIIIDecoder", "NLayer")]
    [UnconditionalSuppressMessage("Trimming", "IL2075", Justification = "The fields are kept by the attributes above.")]
    private static T? Field<T>(object owner, string name) where T : class =>
        owner.GetType().GetField(name, BindingFlags.Instance | BindingFlags.NonPublic)?.GetValue(owner) as T;

    /// <summary>Decodes one pair of values with every table.</summary>
    private static void MakeAll()
    {
        var decoder = new MpegFrameDecoder();
        var frame = new Mp3Frame();
        var samples = new float[1152];
        foreach (int table in Tables)
        {
            frame.Load(new Mp3Header(Mono128Kilobits), Bytes(table));
            decoder.DecodeFrame(frame, samples.AsSpan());
        }
    }

    /// <summary>A frame of zeros whose two granules have one pair in the table, and quadruples in either of their two tables.</summary>
    private static byte[] Bytes(int table)
    {
        var bytes = new byte[new Mp3Header(Mono128Kilobits).FrameBytes];
        int bit = 8 * Mp3Header.Bytes;
        Write(0, 18);
        for (int granule = 0; granule < 2; granule++)
        {
            const int LengthInBits = 40, Pairs = 1;
            Write(LengthInBits, 12);
            Write(Pairs, 9);
            Write(0, 13);
            Write(table, 5);
            Write(0, 19);
            Write(granule, 1);
        }
        return bytes;

        void Write(int value, int count)
        {
            for (int i = count - 1; i >= 0; i--, bit++)
                bytes[bit / 8] |= (byte)((value >> i & 1) << (7 - bit % 8));
        }
    }
}
