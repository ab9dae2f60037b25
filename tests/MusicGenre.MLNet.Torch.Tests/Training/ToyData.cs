using MusicGenre.MLNet.Torch.Networks;
using MusicGenre.MLNet.Torch.Training;

namespace MusicGenre.MLNet.Torch.Tests.Training;

/// <summary>Tiny pictures that a tiny network can tell apart: each genre is loud in its own third of the bands.</summary>
internal static class ToyData
{
    public const int Genres = 3;
    public const int Mels = 24;
    public const int Frames = 32;

    /// <summary>Options that train a tiny network in well under a second.</summary>
    public static NetworkTrainingOptions Fast { get; } = new()
    {
        Epochs = 4,
        BatchSize = 6,
        LearningRate = 5e-3,
        CropFrames = 16,
        MixupAlpha = 0,
        LabelSmoothing = 0,
        Augmentation = NetworkAugmentationOptions.None,
        Threads = 1,
        Patience = null,
    };

    /// <summary>A small CNN of a few thousand parameters, with batch normalisation and dropout.</summary>
    public static SpectrogramNetwork Network(int seed = 1) =>
        NetworkArchitecture.SmallCnn.Create(Genres, new NetworkOptions { Width = 0.1, Seed = seed });

    /// <summary>So many examples of every genre, in turn.</summary>
    public static IReadOnlyList<TrainingExample> Examples(int perGenre, int seed, double noise = 0.3, int frames = Frames)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, perGenre * Genres)
            .Select(i => new TrainingExample(Picture(random, i % Genres, noise, frames), i % Genres))];
    }

    /// <summary>
    /// So many examples of every genre, in turn, that only their pattern tells apart: stripes along time, stripes along frequency, a
    /// chequerboard, all of the same mean level and of a random phase.
    /// </summary>
    public static IReadOnlyList<TrainingExample> Textures(int perGenre, int seed, double noise = 0.3)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, perGenre * Genres).Select(i => new TrainingExample(Texture(random, i % Genres, noise), i % Genres))];
    }

    /// <summary>Examples whose pictures say nothing about their genre.</summary>
    public static IReadOnlyList<TrainingExample> PureNoise(int perGenre, int seed) =>
        [.. Examples(perGenre, seed).Select(
            (example, i) => example with { Genre = (int)(example.Genre + new Random(seed + i).NextInt64(Genres)) % Genres })];

    private static SpectrogramInput Texture(Random random, int genre, double noise)
    {
        int rowPhase = random.Next(4), columnPhase = random.Next(4);
        var values = new float[Mels * Frames];
        for (int i = 0; i < values.Length; i++)
        {
            bool row = (i / Frames + rowPhase) % 4 < 2, column = (i % Frames + columnPhase) % 4 < 2;
            bool high = genre switch { 0 => row, 1 => column, _ => row ^ column };
            values[i] = (float)((high ? 0.5 : -0.5) + noise * (2 * random.NextDouble() - 1));
        }

        return SpectrogramInput.FromValues(values, Mels, Frames);
    }

    private static SpectrogramInput Picture(Random random, int genre, double noise, int frames)
    {
        var values = new float[Mels * frames];
        for (int mel = 0; mel < Mels; mel++)
        {
            for (int frame = 0; frame < frames; frame++)
            {
                double level = mel / (Mels / Genres) == genre ? 0.5 : -0.5;
                values[mel * frames + frame] = (float)(level + noise * (2 * random.NextDouble() - 1));
            }
        }

        return SpectrogramInput.FromValues(values, Mels, frames);
    }
}
