using MusicGenre.MLNet.Backbones;

namespace MusicGenre.MLNet.Training.Networks;

/// <summary>
/// Trains whole networks, which this package by itself does not: the add-on MusicGenre.MLNet.Torch brings one, and
/// <c>options.UseTorch()</c> names it in the <see cref="TrainOptions"/>.
/// </summary>
public interface INetworkTrainer
{
    /// <summary>The names of the architectures it can train.</summary>
    IReadOnlyList<string> Architectures { get; }

    /// <summary>What a network of an architecture looks at: its front end and segments.</summary>
    /// <param name="architecture">One of <see cref="Architectures"/>.</param>
    /// <param name="genres">The number of genres, which is the number of values the network gives.</param>
    /// <exception cref="ArgumentException">There is no such architecture; the message names those there are.</exception>
    /// <exception cref="PlatformNotSupportedException">The native library that trains cannot be loaded on this machine.</exception>
    BackboneDescription Describe(string architecture, int genres);

    /// <summary>Trains a network; the validation part stops the training and chooses the weights that are kept.</summary>
    /// <param name="job">The examples and what to make of them.</param>
    /// <param name="progress">Is told of every epoch.</param>
    /// <param name="cancellationToken">Stops within one batch.</param>
    /// <returns>The network as an ONNX file, which this package runs by itself.</returns>
    TrainedNetwork Train(NetworkJob job, IProgress<TrainProgress>? progress, CancellationToken cancellationToken);
}
