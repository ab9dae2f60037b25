using MusicGenre.MLNet.Backbones;
using MusicGenre.MLNet;

namespace Compare.Models;

/// <summary>Something that can be trained and compared.</summary>
internal abstract class ComparedModel
{
    /// <summary>Its name on the command line and in the table.</summary>
    public required string Name { get; init; }

    /// <summary>Which of the three kinds it is, in words.</summary>
    public required string Kind { get; init; }

    /// <summary>What it is, in a line below the table.</summary>
    public required string About { get; init; }

    /// <summary>Whether a whole network is trained, epoch by epoch.</summary>
    public abstract bool IsNetwork { get; }

    /// <summary>The settings of its training.</summary>
    /// <param name="common">What all models have in common.</param>
    /// <param name="epochs">The most epochs of a network; null for as many as suit it.</param>
    /// <param name="checkpoints">The folder of a network's checkpoints; null for none.</param>
    /// <exception cref="PlatformNotSupportedException">It is a network, and libtorch cannot be loaded on this machine.</exception>
    public abstract TrainOptions Configure(TrainOptions common, int? epochs, string? checkpoints);

    /// <summary>What looks at a clip once the model is trained, and its number of parameters; a network has fresh weights, which are as fast.</summary>
    /// <param name="genres">Number of genres.</param>
    /// <returns>The backbone, which the caller disposes, and the parameters.</returns>
    public abstract (Backbone Backbone, long Parameters) Open(int genres);
}
