using MusicGenre.MLNet.Training;

namespace MusicGenre.MLNet;

/// <summary>
/// What is trained, with the settings that only it has: a head on a backbone (<see cref="HeadLearner"/>), or a whole network with the
/// add-on MusicGenre.MLNet.Torch (<c>options.UseTorch("small-cnn")</c>).
/// </summary>
public abstract record Learner
{
    private protected Learner()
    {
    }

    /// <summary>Gets the name of the backbone, or of the architecture of a network.</summary>
    public abstract string Name { get; }

    /// <summary>Gets the settings that belong into a report, with their names.</summary>
    internal virtual IReadOnlyList<KeyValuePair<string, string>> Settings => [];

    internal abstract void Validate();

    /// <summary>Starts work on one data set.</summary>
    internal abstract Learning Begin(LearningContext context);
}
