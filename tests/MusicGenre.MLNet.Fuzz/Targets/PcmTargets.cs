using MusicGenre.MLNet.Fuzz.Mutation;
using MusicGenre.MLNet.Fuzz.Seeds;

namespace MusicGenre.MLNet.Fuzz.Targets;

/// <summary>AU and AIFF files.</summary>
internal static class PcmTargets
{
    public static FuzzTarget Au { get; } = new()
    {
        Name = "au",
        Run = Run,
        Documented = AudioEntry.Documented,
        MakeSeeds = PcmSeeds.Au,
        Mutate = MutateAu,
        Share = 60,
    };

    public static FuzzTarget Aiff { get; } = Au with
    {
        Name = "aiff",
        MakeSeeds = PcmSeeds.Aiff,
        Mutate = (dice, seed) => ChunkMutator.Mutate(dice, seed, ChunkFormat.Aiff),
    };

    public static void Run(ReadOnlySpan<byte> input) => AudioEntry.Run(input);

    // Six numbers, and then sound.
    private static byte[] MutateAu(Dice dice, byte[] seed)
    {
        byte[] bytes = [.. seed];
        for (int rounds = dice.Rounds(); rounds > 0; rounds--)
            ByteMutator.WriteNumber(dice, bytes.AsSpan(0, 28), dice.Next(28));
        return dice.OneIn(2) ? ByteMutator.Mutate(dice, dice.OneIn(2) ? bytes : seed) : bytes;
    }
}
