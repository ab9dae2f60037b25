using System.Diagnostics;
using System.Globalization;
using Microsoft.ML;
using MusicGenre.MLNet.Heads;
using MusicGenre.MLNet.Torch.Networks;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace MusicGenre.MLNet.Torch.Training;

/// <summary>
/// Gives a pretrained network the last layer that a head on the frozen network would have: logistic regression on what that layer is fed,
/// standardised, by the trainer of the core package, the weight of its L2 penalty chosen on the validation part.
/// </summary>
internal sealed class HeadSolver
{
    private readonly SpectrogramNetwork _network;
    private readonly IReadOnlyList<TrainingExample> _validation;
    private readonly TransferLearningOptions _options;
    private readonly CancellationToken _ct;
    private readonly string[] _genres;
    private readonly LabeledEmbedding[] _learnedRows;
    private readonly LabeledEmbedding[] _validationRows;
    private readonly Stopwatch _watch = Stopwatch.StartNew();
    private float _l2;

    public HeadSolver(
        SpectrogramNetwork network, IReadOnlyList<TrainingExample> train, IReadOnlyList<TrainingExample> validation,
        TransferLearningOptions options,
        CancellationToken ct)
    {
        options.Validate();
        TrainingData.Check(network, train, validation, options.Training);
        (_network, _validation, _options, _ct) = (network, validation, options, ct);
        using var threads = new ComputeThreads(options.Training.Threads);
        _genres = [.. Enumerable.Range(0, network.Genres).Select(genre => genre.ToString(CultureInfo.InvariantCulture))];
        _learnedRows = Rows(train);
        _validationRows = Rows(validation);
    }

    /// <summary>Chooses the penalty on the validation part and solves the last layer on the training part.</summary>
    /// <returns>What it brought, as an epoch without a learning rate.</returns>
    public NetworkEpoch Solve(IProgress<NetworkTrainingProgress>? progress)
    {
        using var threads = new ComputeThreads(_options.Training.Threads);
        TrainedHead solved = Fit(_learnedRows, _options.L2Candidates);
        _l2 = solved.L2Regularization!.Value;
        RegularizationTrial learned = GenreClassificationTrainer.Measure(solved.Linear, _genres, _learnedRows, _l2);
        NetworkEvaluation validated = NetworkPredictor.Evaluate(_network, _validation, _options.Training.Evaluation, _ct);
        var head = new NetworkEpoch(
            1, learned.LogLoss, learned.Accuracy, validated.Loss, validated.Accuracy, 0, _watch.Elapsed.TotalSeconds);
        progress?.Report(new NetworkTrainingProgress
        {
            Phase = TransferLearning.HeadPhase,
            Epoch = 1,
            Epochs = 1,
            Batch = 1,
            Batches = 1,
            Loss = head.Loss,
            Accuracy = head.Accuracy,
            Validated = head,
            EpochEnded = true,
            LearningRate = 0,
            ImagesPerSecond = (_learnedRows.Length + _validationRows.Length) / head.Seconds,
            TimeLeft = TimeSpan.Zero,
        });
        return head;
    }

    /// <summary>Leaves the network with the head that is wanted of those that see no second phase: solved once more on both parts, or as it
    /// is.</summary>
    public void Finish()
    {
        if (_options.HeadFromBothParts)
            Fit([.. _learnedRows, .. _validationRows], [_l2]);
    }

    private TrainedHead Fit(LabeledEmbedding[] rows, IReadOnlyList<float> candidates)
    {
        _ct.ThrowIfCancellationRequested();
        int seed = _options.Training.Seed;
        TrainedHead head = new GenreClassificationTrainer(
            new MLContext(seed), new GenreClassificationOptions { L2Candidates = candidates, Seed = seed })
            .Train(new LabeledRows(rows, _genres), _validationRows);
        (float[] weights, float[] biases) = head.Linear.Unstandardized();
        Linear layer = _network.Classifier.Linear;
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        layer.weight.copy_(tensor(weights, layer.weight.shape));
        layer.bias!.copy_(tensor(biases));
        return head;
    }

    private LabeledEmbedding[] Rows(IReadOnlyList<TrainingExample> examples)
    {
        IReadOnlyList<float[]> descriptions = NetworkPredictor.DescribeForClassifier(
            _network, [.. examples.Select(example => example.Input)], _options.Training.Evaluation, _ct);
        return [.. examples.Zip(
            descriptions, (example, values) => new LabeledEmbedding { Embedding = values, Label = _genres[example.Genre] })];
    }
}
