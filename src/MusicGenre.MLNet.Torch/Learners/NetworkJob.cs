using MusicGenre.MLNet.Backbones;
using MusicGenre.MLNet.Evaluation;
using MusicGenre.MLNet.Spectrograms;

namespace MusicGenre.MLNet.Torch.Learners;

/// <summary>A network to be trained.</summary>
internal sealed record NetworkJob
{
    /// <summary>The architecture's name.</summary>
    public required string Architecture { get; init; }

    /// <summary>The genres, in the order of the network's outputs.</summary>
    public required IReadOnlyList<string> Genres { get; init; }

    /// <summary>The examples to learn from.</summary>
    public required IReadOnlyList<NetworkExample> Train { get; init; }

    /// <summary>The examples that stop the training; they share no track and no known artist with <see cref="Train"/>.</summary>
    public required IReadOnlyList<NetworkExample> Validation { get; init; }

    /// <summary>
    /// Whether <see cref="Validation"/> was split off the training tracks for this training alone, so that what it chose may be trained
    /// once more with it; a published validation part stays apart. The default value is <see langword="false"/>.
    /// </summary>
    public bool MayLearnFromValidation { get; init; }

    /// <summary>Seeds the weights, the order, the augmentation.</summary>
    public required int Seed { get; init; }

    /// <summary>Which of several trainings this is, e.g. <c>fold 2</c>; it becomes part of the name of a checkpoint.</summary>
    public required string Name { get; init; }
}

/// <summary>A segment of a track as a network is given it: either a picture or a spectrogram of the network's own front end.</summary>
/// <param name="Picture">The 8-bit picture; <see langword="null"/> where the network has its own front end.</param>
/// <param name="Mel">The spectrogram of the network's front end; <see langword="null"/> where the network accepts pictures.</param>
/// <param name="Genre">The genre.</param>
/// <param name="Name">The file it comes from, for messages.</param>
internal sealed record NetworkExample(SpectrogramImage? Picture, MelSpectrogram? Mel, string Genre, string Name);

/// <summary>A network that was trained.</summary>
/// <param name="Onnx">The network as an ONNX file.</param>
/// <param name="Description">How it is run; its <see cref="BackboneDescription.EmbeddingOutput"/> gives one value a genre, before the
/// softmax.</param>
/// <param name="Parameters">The number of its trainable parameters.</param>
/// <param name="History">What each epoch brought, in order, a head that was solved at once being the first; empty if it was not
/// recorded.</param>
/// <param name="BestEpoch">The epoch whose weights were kept, from 1.</param>
internal sealed record TrainedNetwork(
    byte[] Onnx, BackboneDescription Description, long Parameters, IReadOnlyList<LearningEpoch> History, int BestEpoch);
