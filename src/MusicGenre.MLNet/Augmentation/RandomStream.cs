namespace MusicGenre.MLNet.Augmentation;

/// <summary>
/// A random stream that belongs to one (seed, epoch, example) or one (seed, track, copy, part): what it gives does not depend on which
/// thread asks, or when. The generator is SplitMix64 (G. L. Steele et al., 2014); a <see cref="Random"/> so that MathNet's distributions
/// draw from it.
/// </summary>
internal sealed class RandomStream : Random
{
    private const ulong Golden = 0x9E3779B97F4A7C15;
    private ulong _state;

    /// <summary>
    /// The stream of one (seed, epoch, example), or with <paramref name="index"/> −1 the one that orders the whole epoch.
    /// </summary>
    public RandomStream(int seed, int epoch, int index)
    {
        _state = Mix(Mix(Mix((uint)seed + Golden) ^ (uint)epoch) ^ (uint)index);
    }

    /// <summary>The stream of one copy of a track, or of one part of it.</summary>
    public RandomStream(int seed, string track, int copy, int part = -1)
    {
        // FNV-1a, since string.GetHashCode differs from run to run.
        ulong hash = 14695981039346656037;
        foreach (char c in track)
            hash = (hash ^ c) * 1099511628211;
        _state = Mix(Mix(Mix(Mix((uint)seed + Golden) ^ hash) ^ (uint)copy) ^ (uint)part);
    }

    public override int Next() => Next(int.MaxValue);

    public override int Next(int maxValue) => Next(0, maxValue);

    public override int Next(int minValue, int maxValue)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(minValue, maxValue);
        ulong range = (ulong)((long)maxValue - minValue);
        // The high half of a 64 × 32 bit product: uniform to within 2^-32, enough for crops and masks.
        return (int)(minValue + (long)(((NextBits() >> 32) * range) >> 32));
    }

    public override double NextDouble() => Sample();

    public override void NextBytes(byte[] buffer) => NextBytes(buffer.AsSpan());

    public override void NextBytes(Span<byte> buffer)
    {
        foreach (ref byte value in buffer)
            value = (byte)(NextBits() >> 56);
    }

    /// <summary>Uniform in [−limit, limit).</summary>
    public double Symmetric(double limit) => (2 * Sample() - 1) * limit;

    /// <summary>Uniform in [low, high).</summary>
    public double Between(double low, double high) => low + (high - low) * Sample();

    protected override double Sample() => (NextBits() >> 11) * (1.0 / (1UL << 53));

    private ulong NextBits() => Mix(_state += Golden);

    private static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
