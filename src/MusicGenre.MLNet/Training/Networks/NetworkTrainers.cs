namespace MusicGenre.MLNet.Training.Networks;

/// <summary>Finds the trainer that the options name.</summary>
internal static class NetworkTrainers
{
    /// <exception cref="InvalidOperationException">The options name an architecture, but nothing that could train it.</exception>
    public static INetworkTrainer Require(TrainOptions options)
        => options.NetworkTrainer ?? throw new InvalidOperationException(
            $"The options name the architecture '{options.Architecture}', and training whole networks needs the add-on: "
            + "add the package MusicGenre.MLNet.Torch and name it with options.UseTorch(). Without an architecture, a head is trained on a backbone, which needs no add-on.");
}
