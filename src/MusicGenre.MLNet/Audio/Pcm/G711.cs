namespace MusicGenre.MLNet.Audio.Pcm;

/// <summary>Expands the 8-bit codes of ITU-T G.711 to samples; both laws reach just below full scale.</summary>
internal static class G711
{
    private static readonly float[] ALawTable = MakeTable(ALaw);
    private static readonly float[] MuLawTable = MakeTable(MuLaw);

    /// <summary>The sample of each A-law code, [256].</summary>
    public static ReadOnlySpan<float> ALawSamples => ALawTable;

    /// <summary>The sample of each µ-law code, [256].</summary>
    public static ReadOnlySpan<float> MuLawSamples => MuLawTable;

    // G.711 table 1: 13-bit values, here times 8 so that full scale is 32768. Every other bit is sent inverted (0x55).
    private static int ALaw(int code)
    {
        code ^= 0x55;
        int segment = (code >> 4) & 7;
        int step = ((code & 15) << 4) + 8;
        int magnitude = segment == 0 ? step : (step + 0x100) << (segment - 1);
        return (code & 0x80) != 0 ? magnitude : -magnitude;
    }

    // G.711 table 2: 14-bit values with a bias of 33, here times 4. All bits are sent inverted.
    private static int MuLaw(int code)
    {
        const int Bias = 33 << 2;
        code = ~code;
        int magnitude = ((((code & 15) << 3) + Bias) << ((code >> 4) & 7)) - Bias;
        return (code & 0x80) != 0 ? -magnitude : magnitude;
    }

    private static float[] MakeTable(Func<int, int> expand)
    {
        var table = new float[256];
        for (int code = 0; code < 256; code++)
            table[code] = expand(code) / 32768f;
        return table;
    }
}
