using MusicGenre.MLNet.Fuzz.Mutation;

namespace MusicGenre.MLNet.Fuzz.Targets;

/// <summary>A reader of the library with what is needed to attack it.</summary>
internal sealed record FuzzTarget
{
    // What is allowed to any input, and beyond it times its size.
    private const long AlwaysAllowed = 64 << 20;

    /// <summary>Gets the name, for command lines and tables.</summary>
    public required string Name { get; init; }

    /// <summary>Gets the reader that is attacked.</summary>
    public required FuzzEntry Run { get; init; }

    /// <summary>Gets the exceptions that the reader's documentation names.</summary>
    public required IReadOnlyList<Type> Documented { get; init; }

    /// <summary>Gets what makes the small whole files that inputs are made of.</summary>
    public required Func<IReadOnlyList<byte[]>> MakeSeeds { get; init; }

    /// <summary>Gets what makes an input of a whole file.</summary>
    public required Func<Dice, byte[], byte[]> Mutate { get; init; }

    /// <summary>Gets what makes an input of its number alone; <see langword="null"/> for <see cref="Mutate"/>.</summary>
    public Func<long, byte[]>? MakeInput { get; init; }

    /// <summary>Gets what is done once with the whole files, before anything is read.</summary>
    public Action<IReadOnlyList<byte[]>>? Prepare { get; init; }

    /// <summary>Gets how many of 1,000 inputs this target has of a run over all. The default value is 50.</summary>
    public int Share { get; init; } = 50;

    /// <summary>Gets how many times its own size an input may take of memory, beyond 64 MB. The default value is 32.</summary>
    public int TimesInput { get; init; } = 32;

    /// <summary>Gets whether each whole file must be read. The default value is <see langword="true"/>.</summary>
    public bool SeedsAreRead { get; init; } = true;

    /// <summary>
    /// Gets the bytes that are allowed beyond that. The default value is 0; a description may ask for a window of 16,777,216 samples,
    /// which is filled, and for a picture of as much.
    /// </summary>
    public long MoreMemory { get; init; }

    /// <summary>Makes an input, which depends on the seed, the target and the number only.</summary>
    public byte[] Input(int seed, long index, IReadOnlyList<byte[]> seeds)
    {
        if (MakeInput is not null)
            return MakeInput(index);
        var dice = new Dice(seed, Name, index);
        return Mutate(dice, dice.Pick(seeds));
    }

    /// <summary>Reads an input.</summary>
    /// <returns>The documented exception by which it was refused; <see langword="null"/> if it was read.</returns>
    public Exception? Read(ReadOnlySpan<byte> input)
    {
        try
        {
            Run(input);
            return null;
        }
        catch (Exception e) when (Documented.Contains(e.GetType()))
        {
            return e;
        }
    }

    /// <summary>Gets the most memory that an input may take, in bytes.</summary>
    public long MostMemory(int inputBytes) => AlwaysAllowed + MoreMemory + ((long)TimesInput * inputBytes);
}
