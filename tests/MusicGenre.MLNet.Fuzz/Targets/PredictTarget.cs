using MusicGenre.MLNet.Audio;
using MusicGenre.MLNet.Backbones;
using MusicGenre.MLNet.Fuzz.Mutation;
using MusicGenre.MLNet.Fuzz.Seeds;
using MusicGenre.MLNet.Spectrograms;

namespace MusicGenre.MLNet.Fuzz.Targets;

/// <summary>Files of every kind, as a classifier is given them: to predict.</summary>
internal static class PredictTarget
{
    private static readonly Lazy<MusicGenreClassifier> Classifier = new(() =>
        MusicGenreClassifier.Load(new MemoryStream(ModelSeeds.OfNetwork())));

    public static FuzzTarget Target { get; } = new()
    {
        Name = "predict",
        Run = Run,
        Documented =
        [
            typeof(AudioFormatException), typeof(SpectrogramImageException), typeof(FfmpegNotFoundException), typeof(FfmpegException),
            typeof(BackboneException),
        ],
        MakeSeeds = () =>
        [
            .. Enumerable.Repeat(PcmSeeds.Long(), 20), .. PcmSeeds.Wav(), .. PcmSeeds.Au(), .. PcmSeeds.Aiff(), .. CompressedSeeds.Mp3(),
                .. CompressedSeeds.Vorbis(), .. CompressedSeeds.Opus(),
            .. PngSeeds.All(),
        ],
        Mutate = (dice, seed) => ByteMutator.Mutate(dice, seed),
        SeedsAreRead = false,
        Prepare = _ => Classifier.Value.Predict(ToneGenres.Compose("low", 1, 1)),
        Share = 2,
    };

    public static void Run(ReadOnlySpan<byte> input)
    {
        GenrePrediction answer = Classifier.Value.Predict(input.ToArray());
        if (Math.Abs(answer.Ranked.Sum(genre => genre.Probability) - 1) > 1e-3)
            throw new WrongAnswerException("The probabilities do not sum to 1.");
    }
}
