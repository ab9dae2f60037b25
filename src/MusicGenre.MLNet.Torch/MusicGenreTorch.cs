using MusicGenre.MLNet.Training;

namespace MusicGenre.MLNet.Torch;

/// <summary>Brings this add-on to the front door.</summary>
public static class MusicGenreTorch
{
    /// <summary>
    /// Lets <c>MusicGenreClassifier.Train</c> and <c>CrossValidate</c> train the network that <see cref="TrainOptions.Architecture"/> names
    /// (<c>small-cnn</c> where it names none). The model that comes out needs neither this add-on nor libtorch.
    /// </summary>
    /// <param name="options">The options of the training.</param>
    /// <param name="torch">How the network is trained; <see langword="null"/> for what suits the architecture.</param>
    /// <returns>The options with this add-on as their trainer.</returns>
    /// <exception cref="PlatformNotSupportedException">libtorch cannot be loaded here; the message says which library is missing or too old, and how to get it.</exception>
    public static TrainOptions UseTorch(this TrainOptions options, TorchTrainOptions? torch = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        Native.TorchNative.EnsureAvailable();
        return options with
        {
            Architecture = options.Architecture ?? Networks.NetworkArchitecture.SmallCnn.Name,
            NetworkTrainer = new TorchNetworkTrainer(torch ?? new TorchTrainOptions()),
        };
    }
}
