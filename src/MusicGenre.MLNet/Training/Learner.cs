using MusicGenre.MLNet.Common;
using MusicGenre.MLNet.Training;

namespace MusicGenre.MLNet;

/// <summary>
/// What is trained, with the settings that only it has: a head on a backbone (<see cref="HeadLearner"/>), or a network as a whole, which the add-on
/// MusicGenre.MLNet.Torch brings (<c>options.UseTorch("small-cnn")</c>).
/// </summary>
public abstract record Learner
{
    private protected Learner()
    {
    }

    /// <summary>The name of the backbone, or of the architecture of a network.</summary>
    public abstract string Name { get; }

    /// <summary>The settings that belong into a report, with their names.</summary>
    internal virtual IReadOnlyList<KeyValuePair<string, string>> Settings => [];

    /// <summary>Creates a learner that trains a head on a backbone.</summary>
    /// <param name="backbone">A name of <see cref="Backbones.BackboneCatalog.Names"/>, or the path of an ONNX file.</param>
    public static HeadLearner Head(string backbone) => new() { Backbone = backbone };

    internal abstract void Validate();

    /// <summary>Starts work on one data set.</summary>
    internal abstract Learning Begin(TrainOptions options, WorkContext context);
}
