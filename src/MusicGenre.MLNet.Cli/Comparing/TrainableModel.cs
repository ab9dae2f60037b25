using MusicGenre.MLNet.Backbones;
using MusicGenre.MLNet.Training;

namespace MusicGenre.MLNet.Cli.Comparing;

/// <summary>Something that can be trained: a head on a backbone, or a whole network.</summary>
internal abstract class TrainableModel
{
    /// <summary>Gets its name on the command line and in tables.</summary>
    public required string Name { get; init; }

    /// <summary>Gets how it is trained, in words.</summary>
    public required string Kind { get; init; }

    /// <summary>Gets what it is, in a line below the table.</summary>
    public required string About { get; init; }

    /// <summary>Gets whether a whole network is trained, epoch by epoch.</summary>
    public abstract bool IsNetwork { get; }

    /// <summary>Gets what a step of its training is called: the files, then the folds of a head, or the epochs of each network.</summary>
    public string? StageOf(TrainProgress value) => (value.Stage, IsNetwork) switch
    {
        (TrainStage.Embedding, _) => $"{Name}: files",
        (TrainStage.Training, false) => $"{Name}: heads",
        // What the add-on reports of an epoch: "fold 2, head: loss 1.234, …".
        (TrainStage.Training, true) when value.Item?.IndexOf(": loss ", StringComparison.Ordinal) is { } end and > 0
            => $"{Name}: {value.Item[..end]}, epochs",
        _ => null,
    };

    /// <summary>Gets the settings of its training.</summary>
    /// <param name="common">What all models have in common.</param>
    /// <param name="epochs">The most epochs of a network; null for as many as suit it.</param>
    /// <param name="checkpoints">The folder of a network's checkpoints; null for none.</param>
    /// <exception cref="PlatformNotSupportedException">It is a network, and libtorch cannot be loaded on this machine.</exception>
    public abstract TrainOptions Configure(TrainOptions common, int? epochs, string? checkpoints);

    /// <summary>Opens what embeds a clip once the model is trained; a network has fresh weights, which are as fast.</summary>
    /// <param name="genres">Number of genres.</param>
    /// <returns>The backbone, which the caller disposes, and its number of parameters.</returns>
    public abstract (Backbone Backbone, long Parameters) Open(int genres);
}
