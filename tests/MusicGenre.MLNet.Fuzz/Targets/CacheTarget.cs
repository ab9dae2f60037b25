using MusicGenre.MLNet.Embeddings;
using MusicGenre.MLNet.Fuzz.Mutation;

namespace MusicGenre.MLNet.Fuzz.Targets;

/// <summary>Entries of the embedding cache: damaged ones, and those of somebody who writes the right hash too.</summary>
internal static class CacheTarget
{
    private const int Size = 16;

    /// <summary>Entries that something damaged: none may be taken for an embedding other than the right one.</summary>
    public static FuzzTarget Damaged { get; } = new()
    {
        Name = "cache",
        Run = Run,
        Documented = [],
        MakeSeeds = Seeds,
        Mutate = (dice, seed) => ByteMutator.Mutate(dice, seed),
        Share = 60,
    };

    /// <summary>Entries with a right hash: what is read must be embeddings.</summary>
    public static FuzzTarget Forged { get; } = Damaged with
    {
        Name = "cache-forged",
        Run = RunForged,
        Mutate = (dice, seed) => Sealed.AtTheEnd(ByteMutator.Mutate(dice, seed)),
    };

    public static void Run(ReadOnlySpan<byte> input)
    {
        for (int key = 0; key < 3; key++)
            if (CacheEntry.Parse(Key(key), input.ToArray()) is { } read && !Same(read, Whole(key)))
                throw new WrongAnswerException($"A damaged entry of {Key(key)} is read as other embeddings.");
    }

    public static void RunForged(ReadOnlySpan<byte> input)
    {
        if (CacheEntry.Parse(Key(0), input.ToArray()) is not { } read)
            return;
        if (read.Values.Length != read.Size * read.Count || read.Times.Any(time => time.Start < TimeSpan.Zero || time.End <= time.Start))
            throw new WrongAnswerException("Sizes or times of an entry do not fit.");
        foreach (float value in read.Mean())
            if (float.IsNaN(value))
                throw new WrongAnswerException("An embedding is not a number.");
    }

    private static IReadOnlyList<byte[]> Seeds() => [.. Enumerable.Range(0, 3).Select(i => CacheEntry.Format(Key(i), Whole(i)))];

    private static string Key(int number) => $"key{number}";

    private static SegmentEmbeddings Whole(int key) => new(
        Signals.Noise(key, Size * (key + 1)), Size,
        [.. Enumerable.Range(0, key + 1).Select(i => new SegmentTime(TimeSpan.FromSeconds(i), TimeSpan.FromSeconds(i + 1)))]);

    private static bool Same(SegmentEmbeddings one, SegmentEmbeddings other)
        => one.Size == other.Size && one.Values.Span.SequenceEqual(other.Values.Span) && one.Times.SequenceEqual(other.Times);
}
