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
    /// Whether <see cref="Validation"/> was split off the training tracks for this training alone, so that what it chose may be trained once more with it;
    /// a published validation part stays apart. The default value is <see langword="false"/>.
    /// </summary>
    public bool MayLearnFromValidation { get; init; }

    /// <summary>Seeds the weights, the order, the augmentation.</summary>
    public required int Seed { get; init; }

    /// <summary>Which of several trainings this is, e.g. <c>fold 2</c>; it becomes part of the name of a checkpoint.</summary>
    public required string Name { get; init; }
}
