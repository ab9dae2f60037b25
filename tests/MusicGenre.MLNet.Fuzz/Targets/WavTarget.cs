using MusicGenre.MLNet.Fuzz.Mutation;
using MusicGenre.MLNet.Fuzz.Seeds;

namespace MusicGenre.MLNet.Fuzz.Targets;

/// <summary>WAV files of every kind: PCM, floats, A-law, extensible, RF64.</summary>
internal static class WavTarget
{
    public static FuzzTarget Target { get; } = new()
    {
        Name = "wav",
        Run = Run,
        Documented = AudioEntry.Documented,
        MakeSeeds = PcmSeeds.Wav,
        Mutate = (dice, seed) => ChunkMutator.Mutate(dice, seed, ChunkFormat.Riff),
        Share = 130,
    };

    public static void Run(ReadOnlySpan<byte> input) => AudioEntry.Run(input);
}
