using System.Text;

namespace MusicGenre.MLNet.Fuzz.Mutation;

/// <summary>Damages files of chunks: chunks of another order, size or kind, twice or not at all, with other content.</summary>
internal static class ChunkMutator
{
    public static byte[] Mutate(Dice dice, byte[] file, ChunkFormat format)
    {
        if (dice.OneIn(4))
            return ByteMutator.Mutate(dice, file);
        (byte[] header, List<Chunk> chunks) = format.Parse(file);
        for (int rounds = dice.Rounds(); rounds > 0; rounds--)
            Once(dice, chunks, format);
        if (dice.OneIn(16))
            header = ByteMutator.Once(dice, header);
        byte[] bytes = format.Write(header, chunks, rightSize: !dice.OneIn(8));
        return dice.OneIn(8) ? bytes[..dice.Next(bytes.Length)]
            : bytes.Length <= ByteMutator.MostBytes ? bytes : bytes[..ByteMutator.MostBytes];
    }

    private static void Once(Dice dice, List<Chunk> chunks, ChunkFormat format)
    {
        if (chunks.Count == 0)
        {
            chunks.Add(Fresh(dice, format));
            return;
        }
        int at = dice.Next(chunks.Count);
        Chunk chunk = chunks[at];
        switch (dice.Next(10))
        {
            case 0: chunks.RemoveAt(at); break;
            case 1: chunks.Insert(dice.Next(chunks.Count + 1), chunk); break;
            case 2: chunks.Insert(dice.Next(chunks.Count + 1), Fresh(dice, format)); break;
            case 3: (chunks[at], chunks[0]) = (chunks[0], chunks[at]); break;
            case 4: chunks[at] = chunk with { Claimed = dice.Number() }; break;
            case 5: chunks[at] = chunk with { Kind = Kind(dice, format) }; break;
            case 6:
                // The numbers that say what follows are in the first bytes of a chunk.
                byte[] numbers = [.. chunk.Data];
                ByteMutator.WriteNumber(dice, numbers, dice.Next(Math.Min(numbers.Length, 40)));
                chunks[at] = chunk with { Data = numbers };
                break;
            default: chunks[at] = chunk with { Data = ByteMutator.Once(dice, [.. chunk.Data]) }; break;
        }
    }

    private static Chunk Fresh(Dice dice, ChunkFormat format) => new(Kind(dice, format), dice.Bytes(dice.Next(dice.OneIn(8) ? 5_000 : 40)));

    private static byte[] Kind(Dice dice, ChunkFormat format)
        => dice.OneIn(4) ? dice.Bytes(4) : Encoding.ASCII.GetBytes(dice.Pick(format.Kinds));
}
