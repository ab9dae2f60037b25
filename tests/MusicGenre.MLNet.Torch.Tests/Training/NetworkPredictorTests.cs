using MusicGenre.MLNet.Torch.Networks;
using MusicGenre.MLNet.Torch.Tests.TestSupport;
using MusicGenre.MLNet.Torch.Training;
using static TorchSharp.torch;

namespace MusicGenre.MLNet.Torch.Tests.Training;

public sealed class NetworkPredictorTests : TorchTest
{
    [Test]
    public void Crops_are_spread_evenly_from_the_beginning_to_the_end()
    {
        var options = new NetworkPredictionOptions { CropFrames = 10 };
        Assert.That((options with { Crops = 4 }).Pieces(40), Is.EqualTo(new[] { (0, 10), (10, 10), (20, 10), (30, 10) }));
        Assert.That((options with { Crops = 3 }).Pieces(15), Is.EqualTo(new[] { (0, 10), (2, 10), (5, 10) }));
        Assert.That((options with { Crops = 1 }).Pieces(30), Is.EqualTo(new[] { (10, 10) }));
        Assert.That((options with { Crops = 4 }).Pieces(9), Is.EqualTo(new[] { (0, 9) }));
        Assert.That((options with { Crops = 0 }).Pieces(40), Is.EqualTo(new[] { (0, 40) }));
    }

    [Test]
    public void Probabilities_are_the_mean_of_the_crops_softmax_in_the_order_of_the_pictures()
    {
        using SpectrogramNetwork network = ToyData.Network();
        network.eval();
        SpectrogramInput[] inputs = [.. new[] { 40, 20, 33, 40 }
            .Select((frames, i) => ToyData.Examples(1, i, frames: frames)[i % 3].Input)];
        var options = new NetworkPredictionOptions { Crops = 3, CropFrames = 20, BatchSize = 2 };
        IReadOnlyList<float[]> probabilities = NetworkPredictor.Predict(network, inputs, options);
        for (int i = 0; i < inputs.Length; i++)
        {
            var pieces = options.Pieces(inputs[i].Frames).ToArray();
            var expected = new float[ToyData.Genres];
            foreach (var (start, width) in pieces)
            {
                var values = new float[ToyData.Mels * width];
                for (int mel = 0; mel < ToyData.Mels; mel++)
                    inputs[i].ReadRow(mel, start, values.AsSpan(mel * width, width));
                float[] one = nn.functional.softmax(network.call(tensor(values, [1, 1, ToyData.Mels, width])), 1).data<float>().ToArray();
                for (int genre = 0; genre < expected.Length; genre++)
                    expected[genre] += one[genre] / pieces.Length;
            }

            Assert.That(probabilities[i], Is.EqualTo(expected).Within(1e-5), $"picture {i}");
        }
    }

    [Test]
    public void Evaluation_counts_what_is_right()
    {
        var evaluation = new NetworkEvaluation(
            0, 0, [[0.5f, 0.3f, 0.2f], [0.2f, 0.5f, 0.3f], [0.4f, 0.4f, 0.2f], [0.1f, 0.6f, 0.3f]], [0, 2, 1, 0]);
        Assert.That(new[] { 1, 2, 3 }.Select(evaluation.TopK), Is.EqualTo(new[] { 0.25, 0.75, 1 }));
        Assert.That(() => evaluation.TopK(0), Throws.InstanceOf<ArgumentOutOfRangeException>());
    }

    [Test]
    public void Loss_and_accuracy_follow_from_the_probabilities()
    {
        using SpectrogramNetwork network = ToyData.Network();
        IReadOnlyList<TrainingExample> examples = ToyData.Examples(3, 1);
        NetworkEvaluation evaluation = NetworkPredictor.Evaluate(network, examples);
        double loss = examples.Select((example, i) => -Math.Log(evaluation.Probabilities[i][example.Genre])).Average();
        Assert.That(evaluation.Loss, Is.EqualTo(loss).Within(1e-6));
        Assert.That(evaluation.Accuracy, Is.EqualTo(evaluation.TopK(1)));
        Assert.That(evaluation.Probabilities.Select(p => p.Sum()), Is.All.EqualTo(1).Within(1e-5));
    }

    [Test]
    public void Wrong_options_and_no_examples_are_refused()
    {
        using SpectrogramNetwork network = ToyData.Network();
        IReadOnlyList<TrainingExample> examples = ToyData.Examples(1, 1);
        foreach (NetworkPredictionOptions wrong in new NetworkPredictionOptions[]
                 {
                     new() { Crops = -1 }, new() { Crops = 2 }, new() { CropFrames = 0 }, new() { BatchSize = 0 },
                 })
            Assert.That(() => NetworkPredictor.Evaluate(network, examples, wrong), Throws.InstanceOf<ArgumentOutOfRangeException>());
        Assert.That(() => NetworkPredictor.Evaluate(network, []), Throws.ArgumentException.With.Message.StartsWith("There is no example."));
    }

    [Test]
    [Category(Categories.Memory)]
    public void Predicting_leaves_no_tensor_behind()
    {
        using SpectrogramNetwork network = ToyData.Network();
        SpectrogramInput[] inputs = [.. ToyData.Examples(4, 1).Select(example => example.Input)];
        NetworkPredictor.Predict(network, inputs);
        long before = Tensor.TotalCount;
        NetworkPredictor.Predict(network, inputs);
        Assert.That(Tensor.TotalCount, Is.EqualTo(before));
    }
}
