using MusicGenre.MLNet.Torch.Networks;

namespace MusicGenre.MLNet.Torch.Training;

/// <summary>Checks that examples fit a network before any time is spent on them.</summary>
internal static class TrainingData
{
    /// <summary>Both parts of a training.</summary>
    public static void Check(
        SpectrogramNetwork network, IReadOnlyList<TrainingExample> train, IReadOnlyList<TrainingExample> validation,
        NetworkTrainingOptions options)
    {
        CheckExamples(network, train, nameof(train));
        if (validation.Count == 0)
        {
            throw new ArgumentException(
                "The validation part is empty, and nothing else can tell when to stop. Hold out some tracks (TrackSplitter does, without "
                + "leaks).",
                nameof(validation));
        }

        CheckExamples(network, validation, nameof(validation));
        int[] missing = [.. Enumerable.Range(0, network.Genres).Except(train.Select(example => example.Genre))];
        if (missing.Length > 0)
        {
            throw new ArgumentException(
                $"The training part has no example of genre {string.Join(", ", missing)} (counted from 0, of {network.Genres}): the "
                + $"network could never learn it. Give it examples, split anew, or build the network without it.",
                nameof(train));
        }

        int mels = train[0].Input.Mels;
        foreach ((IReadOnlyList<TrainingExample> part, string name) in new[] { (train, nameof(train)), (validation, nameof(validation)) })
        {
            for (int i = 0; i < part.Count; i++)
            {
                if (part[i].Input.Mels != mels)
                    throw new ArgumentException(
                        $"{Describe(part, i, name)} has {part[i].Input.Mels} mel bands, the first one {mels}: all must have the "
                        + $"same.", name);
            }
        }

        if (options.CropFrames < network.Stride)
        {
            throw new ArgumentException(
                $"CropFrames is {options.CropFrames}, but {network.Architecture} needs pictures of at least {network.Stride} "
                + $"frames.", nameof(options));
        }
    }

    /// <summary>One part: not empty, known genres, pictures the network can take.</summary>
    public static void CheckExamples(SpectrogramNetwork network, IReadOnlyList<TrainingExample> examples, string part)
    {
        if (examples.Count == 0)
            throw new ArgumentException("There is no example.", part);
        for (int i = 0; i < examples.Count; i++)
        {
            if (examples[i].Genre < 0 || examples[i].Genre >= network.Genres)
            {
                throw new ArgumentException(
                    $"{Describe(examples, i, part)} is of genre {examples[i].Genre}, but the network knows genres 0 to "
                    + $"{network.Genres - 1}.", part);
            }
        }

        CheckSizes(network, [.. examples.Select(example => example.Input)], i => Describe(examples, i, part), part);
    }

    /// <summary>Pictures at least as large as the network's stride.</summary>
    public static void CheckSizes(
        SpectrogramNetwork network, IReadOnlyList<SpectrogramInput> inputs, Func<int, string> describe, string parameter)
    {
        for (int i = 0; i < inputs.Count; i++)
        {
            if (inputs[i].Frames < network.Stride || inputs[i].Mels < network.Stride)
            {
                throw new ArgumentException(
                    $"{describe(i)} has {inputs[i].Mels} mel bands and {inputs[i].Frames} frames; {network.Architecture} needs at least " +
                    $"{network.Stride} bands and {network.Stride} frames. Leave it out, or give longer audio.",
                    parameter);
            }
        }
    }

    private static string Describe(IReadOnlyList<TrainingExample> examples, int i, string part) =>
        examples[i].Name.Length > 0 ? $"{examples[i].Name} (number {i} of '{part}')" : $"Number {i} of '{part}'";
}
