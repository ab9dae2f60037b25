namespace MusicGenre.MLNet.Fuzz.Mutation;

/// <summary>Random numbers that depend on the seed, the target and the number of the input only (SplitMix64).</summary>
internal sealed class Dice
{
    private const ulong Golden = 0x9E3779B97F4A7C15;

    // At which programs count wrongly.
    private static readonly long[] Edges =
    [
        0, 1, -1, 2, 3, 4, 7, 8, 15, 16, 24, 32, 64, 127, 128, 255, 256, 1_000, 4_095, 4_096, 32_767, 32_768, 65_535, 65_536, 1 << 20,
            1 << 24,
        1 << 28, 1 << 30, int.MaxValue, int.MinValue, 1L << 31, uint.MaxValue, 1L << 32, 1L << 53, long.MaxValue, long.MinValue, -2, -128,
        int.MaxValue - 1, int.MaxValue - 7, long.MaxValue / 2,
    ];

    private ulong _state;

    public Dice(int seed, string target, long index)
    {
        ulong name = 14_695_981_039_346_656_037;
        foreach (char c in target)
            name = (name ^ c) * 1_099_511_628_211;
        _state = Mix(Mix((ulong)(uint)seed + Golden) ^ name) + ((ulong)index * Golden);
        _state = Mix(_state);
    }

    public ulong Next() => Mix(_state += Golden);

    /// <summary>Draws from 0 to below a bound; 0 if there is nothing to draw from.</summary>
    public int Next(int below) => below <= 1 ? 0 : (int)(Next() % (uint)below);

    /// <summary>Draws from a range that includes both ends.</summary>
    public int Between(int least, int most) => least + Next(most - least + 1);

    public bool OneIn(int chances) => Next(chances) == 0;

    public T Pick<T>(params IReadOnlyList<T> from) => from[Next(from.Count)];

    public byte Byte() => (byte)Next();

    public byte[] Bytes(int count)
    {
        var bytes = new byte[count];
        for (int i = 0; i < count; i++)
            bytes[i] = Byte();
        return bytes;
    }

    /// <summary>Draws a number that is likely to be one too many: an edge, one beside it, a power of two, or any.</summary>
    public long Number() => Next(8) switch
    {
        0 or 1 or 2 or 3 => Edges[Next(Edges.Length)],
        4 => Edges[Next(Edges.Length)] + Between(-2, 2),
        5 => (1L << Next(63)) + Between(-1, 1),
        6 => Next(300),
        _ => (long)Next(),
    };

    /// <summary>Draws how often something is done: mostly once, seldom more than eight times.</summary>
    public int Rounds()
    {
        int rounds = 1;
        while (rounds < 12 && OneIn(2))
            rounds++;
        return rounds;
    }

    private static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
