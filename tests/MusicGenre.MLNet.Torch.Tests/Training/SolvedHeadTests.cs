using Microsoft.ML;
using Microsoft.ML.Data;
using MusicGenre.MLNet.Torch.Networks;
using MusicGenre.MLNet.Torch.Networks.Layers;
using MusicGenre.MLNet.Torch.Tests.TestSupport;
using MusicGenre.MLNet.Torch.Training;
using static TorchSharp.torch;

namespace MusicGenre.MLNet.Torch.Tests.Training;

/// <summary>The first phase of a transfer by itself.</summary>
public sealed class SolvedHeadTests : TorchTest
{
    private static readonly TransferLearningOptions Options = new() { Training = ToyData.Fast };
    private static readonly IReadOnlyList<TrainingExample> Train = ToyData.Examples(8, 1, noise: 2);
    private static readonly IReadOnlyList<TrainingExample> Validation = ToyData.Examples(4, 2, noise: 2);

    /// <summary>
    /// L-BFGS stops where a step betters the loss by less than 1e-7 of itself (ML.NET's default), so a probability may be off by √(2 ·
    /// 1e-7) = 4.5e-4 (Pinsker's inequality, for a loss near 1), and each of two solvers, fed with embeddings that differ in their last
    /// digits, by so much.
    /// </summary>
    private const double SolverTolerance = 1e-3;

    [Test]
    public void It_is_the_head_that_the_core_package_trains_on_the_embeddings()
    {
        using SpectrogramNetwork network = ToyData.Network();
        TransferLearning.SolveHead(network, Train, Validation, Options with { L2Candidates = [3] });

        float[][] expected = ScoresOfTheCorePackage(network, Train, Validation, l2: 3);
        IReadOnlyList<float[]> actual = NetworkPredictor.Predict(network, [.. Validation.Select(example => example.Input)]);
        for (int i = 0; i < expected.Length; i++)
            Assert.That(actual[i], Is.EqualTo(expected[i]).Within(SolverTolerance), $"example {i}");
    }

    [Test]
    public void The_penalty_is_the_one_that_suits_the_validation_part()
    {
        double LossWith(params float[] candidates)
        {
            using SpectrogramNetwork network = ToyData.Network();
            return TransferLearning.SolveHead(network, Train, Validation, Options with { L2Candidates = candidates }).ValidationLoss!.Value;
        }

        double[] alone = [LossWith(0.1f), LossWith(3), LossWith(100)];
        Assert.That(LossWith(0.1f, 3, 100), Is.EqualTo(alone.Min()).Within(1e-6));
        Assert.That(alone.Distinct().Count(), Is.EqualTo(3), "the penalty matters here");
    }

    [Test]
    public void Where_it_is_wanted_the_validation_part_is_learned_from_in_the_end()
    {
        using SpectrogramNetwork network = ToyData.Network();
        NetworkEpoch solved = TransferLearning.SolveHead(
            network, Train, Validation, Options with { L2Candidates = [3], HeadFromBothParts = true });
        IReadOnlyList<float[]> actual = NetworkPredictor.Predict(network, [.. Validation.Select(example => example.Input)]);

        using SpectrogramNetwork trainOnly = ToyData.Network();
        Assert.That(solved with { Seconds = 0 },
            Is.EqualTo(TransferLearning.SolveHead(trainOnly, Train, Validation, Options with { L2Candidates = [3] }) with { Seconds = 0 }),
            "the figures are those of a head that had not seen the validation part");
        float[][] expected = ScoresOfTheCorePackage(network, [.. Train, .. Validation], Validation, l2: 3);
        for (int i = 0; i < expected.Length; i++)
            Assert.That(actual[i], Is.EqualTo(expected[i]).Within(SolverTolerance), $"example {i}");
        Assert.That(actual[0], Is.Not.EqualTo(NetworkPredictor.Predict(trainOnly, [Validation[0].Input])[0]).Within(1e-4));
    }

    [Test]
    public void Of_a_head_with_layers_of_its_own_only_the_last_one_is_solved()
    {
        using SpectrogramNetwork network = NetworkArchitecture.MobileNet.Create(ToyData.Genres, new NetworkOptions { Width = 0.25 });
        DenseLayer hidden = network.Head.modules().OfType<DenseLayer>().First();
        Assert.That(hidden, Is.Not.SameAs(network.Classifier));
        float[] others = OthersOf(network), last = network.Classifier.AllWeights();
        IReadOnlyList<TrainingExample> Noisy(int seed) =>
            [.. Enumerable.Range(0, 9).Select(i => new TrainingExample(
                SpectrogramInput.FromValues(Noise((10 * seed) + i, 32 * 32).data<float>().ToArray(), 32, 32), i % 3))];

        NetworkEpoch solved = TransferLearning.SolveHead(
            network, Noisy(1), Noisy(2), Options with { L2Candidates = [0.1f], Training = ToyData.Fast with { CropFrames = 32 } });

        Assert.That(OthersOf(network), Is.EqualTo(others));
        Assert.That(network.Classifier.AllWeights(), Is.Not.EqualTo(last));
        Assert.That(solved.Accuracy, Is.EqualTo(1), "nine points among many values lie apart");

        static float[] OthersOf(SpectrogramNetwork network) =>
            [.. network.named_parameters().Where(named => !named.name.StartsWith("head.2.", StringComparison.Ordinal))
                .SelectMany(named => named.parameter.data<float>().ToArray())];
    }

    [Test]
    public void It_stops_when_it_is_cancelled()
    {
        using SpectrogramNetwork network = ToyData.Network();
        float[] before = network.AllWeights();
        Assert.That(
            () => TransferLearning.SolveHead(network, Train, Validation, Options, ct: new CancellationToken(canceled: true)),
            Throws.InstanceOf<OperationCanceledException>());
        Assert.That(network.AllWeights(), Is.EqualTo(before));
    }

    private static float[][] ScoresOfTheCorePackage(
        SpectrogramNetwork network, IReadOnlyList<TrainingExample> train, IReadOnlyList<TrainingExample> judged, float l2)
    {
        var mlContext = new MLContext(1);
        IDataView Rows(IReadOnlyList<TrainingExample> examples)
        {
            network.eval();
            SchemaDefinition schema = SchemaDefinition.Create(typeof(Row));
            schema[nameof(Row.Embedding)].ColumnType = new VectorDataViewType(NumberDataViewType.Single, network.EmbeddingSize);
            return mlContext.Data.LoadFromEnumerable(
                examples.Select(example => new Row { Embedding = Embed(network, example), Label = $"genre {example.Genre}" }), schema);
        }

        ITransformer model = mlContext.Transforms.Conversion.MapValueToKey("Label")
            .Append(mlContext.MulticlassClassification.Trainers.GenreClassification(new() { L2Candidates = [l2] }))
            .Fit(Rows(train));
        return [.. mlContext.Data.CreateEnumerable<Scored>(model.Transform(Rows(judged)), reuseRowObject: false).Select(row => row.Score)];
    }

    private static float[] Embed(SpectrogramNetwork network, TrainingExample example)
    {
        var values = new float[example.Input.Mels * example.Input.Frames];
        for (int mel = 0; mel < example.Input.Mels; mel++)
            example.Input.ReadRow(mel, 0, values.AsSpan(mel * example.Input.Frames, example.Input.Frames));
        return network.Embed(tensor(values, [1, 1, example.Input.Mels, example.Input.Frames])).data<float>().ToArray();
    }

    private sealed class Row
    {
        public float[] Embedding { get; set; } = [];

        public string Label { get; set; } = "";
    }

    private sealed class Scored
    {
        public float[] Score { get; set; } = [];
    }
}
