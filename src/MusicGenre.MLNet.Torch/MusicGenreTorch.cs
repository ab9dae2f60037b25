using MusicGenre.MLNet.Torch.Learners;
using MusicGenre.MLNet.Torch.Networks;

namespace MusicGenre.MLNet.Torch;

/// <summary>Connects this add-on to the core package's training.</summary>
public static class MusicGenreTorch
{
    /// <summary>
    /// Lets <c>MusicGenreClassifier.Train</c> and <c>CrossValidate</c> train a network as a whole, instead of a head on a backbone. The
    /// model that comes out needs neither this add-on nor libtorch.
    /// </summary>
    /// <param name="options">The options of the training.</param>
    /// <param name="architecture">A name of <see cref="NetworkArchitecture.All"/>. The default value is <c>small-cnn</c>.</param>
    /// <param name="torch">How the network is trained; <see langword="null"/> for what suits the architecture.</param>
    /// <returns>The options with a <see cref="NetworkLearner"/>.</returns>
    /// <exception cref="ArgumentException">There is no such architecture; the message lists those there are.</exception>
    /// <exception cref="PlatformNotSupportedException">libtorch cannot be loaded here; the message says which library is missing or too
    /// old, and how to get it.</exception>
    public static TrainOptions UseTorch(this TrainOptions options, string architecture = "small-cnn", TorchTrainOptions? torch = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        NetworkArchitecture kind = NetworkArchitecture.Get(architecture);
        var learner = new NetworkLearner { Architecture = kind, Options = torch ?? new TorchTrainOptions() };
        Native.TorchNative.EnsureAvailable();
        return options with { Learner = learner };
    }
}
