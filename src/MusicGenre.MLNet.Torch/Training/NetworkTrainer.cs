using MusicGenre.MLNet.Torch.Networks;
using static TorchSharp.torch;

namespace MusicGenre.MLNet.Torch.Training;

/// <summary>Trains spectrogram networks.</summary>
public static class NetworkTrainer
{
    /// <summary>
    /// Trains a network on one part of the data until the other part sees no more progress, and leaves it with the weights of its best
    /// epoch, in evaluation mode.
    /// </summary>
    /// <param name="network">The network; its weights are where the training begins.</param>
    /// <param name="train">The examples to learn from: every genre of the network at least once, all of one height.</param>
    /// <param name="validation">
    /// The examples that decide when to stop and which epoch to keep. No track or artist may be in both parts, and what is reported in the
    /// end must be measured on a third.
    /// </param>
    /// <param name="options">How to train; <see langword="null"/> for the defaults.</param>
    /// <param name="progress">Told after every batch and every epoch, on the training thread.</param>
    /// <param name="ct">
    /// Stops within one batch; the network then holds the weights of the last batch, and the checkpoint file, if any, those of the last
    /// epoch written.
    /// </param>
    /// <returns>Every epoch's figures, and which epoch was kept.</returns>
    /// <remarks>
    /// Same data, options, network weights and number of threads give the same result: libtorch's random generator is seeded for the
    /// training and put back afterwards. Do not use that generator from other threads meanwhile.
    /// </remarks>
    /// <exception cref="ArgumentException">The options are out of range or the examples do not fit the network; the message says which and
    /// why.</exception>
    /// <exception cref="NetworkTrainingException">The loss is no longer a number, or the checkpoint is damaged or of another
    /// training.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="ct"/> was cancelled.</exception>
    /// <exception cref="IOException">The checkpoint cannot be read or written.</exception>
    public static NetworkTrainingResult Train(
        SpectrogramNetwork network,
        IReadOnlyList<TrainingExample> train,
        IReadOnlyList<TrainingExample> validation,
        NetworkTrainingOptions? options = null,
        IProgress<NetworkTrainingProgress>? progress = null,
        CancellationToken ct = default)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(train);
        ArgumentNullException.ThrowIfNull(validation);
        options ??= new NetworkTrainingOptions();
        options.Validate();
        TrainingData.Check(network, train, validation, options);
        ct.ThrowIfCancellationRequested();

        using var threads = new ComputeThreads(options.Threads);
        using var scope = NewDisposeScope();
        Tensor randomState = random.get_rng_state();
        var learns = network.parameters().Select(parameter => (Parameter: parameter, Learns: parameter.requires_grad)).ToArray();
        try
        {
            random.manual_seed(options.Seed);
            using var gradients = enable_grad();
            using var run = new TrainingRun(network, train, validation, options, progress, ct);
            return run.Run();
        }
        finally
        {
            network.eval();
            network.zero_grad();
            foreach (var (parameter, learned) in learns)
                parameter.requires_grad = learned;
            random.set_rng_state(randomState);
        }
    }
}
