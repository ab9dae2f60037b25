using MusicGenre.MLNet.Audio;
using MusicGenre.MLNet.Fuzz.Mutation;
using MusicGenre.MLNet.Fuzz.Seeds;

namespace MusicGenre.MLNet.Fuzz.Targets;

/// <summary>Compressed sound: mp3, Ogg Vorbis and Opus, which are decoded in this process, and what the program ffmpeg decodes.</summary>
internal static class CompressedTargets
{
    public static FuzzTarget Mp3 { get; } = new()
    {
        Name = "mp3",
        Run = Run,
        Documented = AudioEntry.Documented,
        MakeSeeds = CompressedSeeds.Mp3,
        Mutate = Mp3Mutator.Mutate,
        SeedsAreRead = false,
        Share = 40,
    };

    public static FuzzTarget Vorbis { get; } = Mp3 with { Name = "vorbis", MakeSeeds = CompressedSeeds.Vorbis, Mutate = OggMutator.Mutate,
        Share = 30 };

    public static FuzzTarget Opus { get; } = Mp3 with { Name = "opus", MakeSeeds = CompressedSeeds.Opus, Mutate = OggMutator.Mutate,
        Share = 30 };

    /// <summary>Each input starts a process.</summary>
    public static FuzzTarget Ffmpeg { get; } = Mp3 with
    {
        Name = "ffmpeg",
        Run = RunFfmpeg,
        MakeSeeds = () => [.. CompressedSeeds.Others(), .. PcmSeeds.Au()],
        Mutate = (dice, seed) => ByteMutator.Mutate(dice, seed),
        Share = 1,
    };

    public static void Run(ReadOnlySpan<byte> input) => AudioEntry.Run(input);

    public static void RunFfmpeg(ReadOnlySpan<byte> input) => AudioClip.FromBytes(input.ToArray());
}
