using MusicGenre.MLNet.Fuzz.Mutation;
using MusicGenre.MLNet.Fuzz.Seeds;
using MusicGenre.MLNet.Spectrograms;

namespace MusicGenre.MLNet.Fuzz.Targets;

/// <summary>Pictures: PNG of every colour type, interlaced or not.</summary>
internal static class PngTarget
{
    public static FuzzTarget Target { get; } = new()
    {
        Name = "png",
        Run = Run,
        Documented = [typeof(SpectrogramImageException)],
        MakeSeeds = PngSeeds.All,
        Mutate = (dice, seed) => PngMutator.Mutate(dice, seed),
        Share = 130,
    };

    public static void Run(ReadOnlySpan<byte> input)
    {
        SpectrogramImage image = SpectrogramImage.Load(input);
        if (image.Pixels.Length != image.Width * image.Height)
            throw new WrongAnswerException($"A picture of {image.Width} × {image.Height} has {image.Pixels.Length} pixels.");
    }
}
