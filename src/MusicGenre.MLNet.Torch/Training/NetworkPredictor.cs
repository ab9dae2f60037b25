using MusicGenre.MLNet.Torch.Networks;
using static TorchSharp.torch;

namespace MusicGenre.MLNet.Torch.Training;

/// <summary>Runs a network that is not learning. The network is put, and left, in evaluation mode.</summary>
public static class NetworkPredictor
{
    /// <summary>Probability below which a logarithm is not taken any further.</summary>
    private const double SmallestProbability = 1e-12;

    /// <summary>The genre probabilities of pictures of any widths, averaged over each picture's crops.</summary>
    /// <param name="network">The network.</param>
    /// <param name="inputs">The pictures.</param>
    /// <param name="options">How they are cut; <see langword="null"/> gives each picture whole.</param>
    /// <param name="ct">Stops between two batches.</param>
    /// <returns>Probabilities [genres] for every picture, in order; each adds up to 1.</returns>
    /// <exception cref="ArgumentException">A picture is smaller than the network can take; the message says which.</exception>
    public static IReadOnlyList<float[]> Predict(
        SpectrogramNetwork network, IReadOnlyList<SpectrogramInput> inputs, NetworkPredictionOptions? options = null, CancellationToken ct = default)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(inputs);
        options ??= new NetworkPredictionOptions();
        options.Validate();
        TrainingData.CheckSizes(network, inputs, i => $"Picture {i}", nameof(inputs));
        network.eval();

        var results = new float[inputs.Count][];
        for (int i = 0; i < results.Length; i++)
            results[i] = new float[network.Genres];
        // Pieces of one size share a batch, whichever pictures they are from.
        var bySize = inputs
            .SelectMany((input, i) => options.Pieces(input.Frames).Select(piece => (Picture: i, piece.Start, piece.Width, input.Mels)))
            .GroupBy(piece => (piece.Mels, piece.Width));
        foreach (var group in bySize)
        {
            foreach (var batch in group.Chunk(options.BatchSize))
            {
                ct.ThrowIfCancellationRequested();
                var images = new float[batch.Length * group.Key.Mels * group.Key.Width];
                for (int i = 0; i < batch.Length; i++)
                    CopyPiece(inputs[batch[i].Picture], batch[i].Start, group.Key.Width, images.AsSpan(i * group.Key.Mels * group.Key.Width));
                float[] probabilities = Run(network, images, [batch.Length, 1, group.Key.Mels, group.Key.Width]);
                for (int i = 0; i < probabilities.Length; i++)
                    results[batch[i / network.Genres].Picture][i % network.Genres] += probabilities[i];
            }
        }

        foreach (float[] result in results)
        {
            float sum = result.Sum();
            for (int genre = 0; genre < result.Length; genre++)
                result[genre] /= sum;
        }

        return results;
    }

    /// <summary>Predicts examples and compares with their genres.</summary>
    /// <param name="network">The network.</param>
    /// <param name="examples">The examples, at least one.</param>
    /// <param name="options">How the pictures are cut; <see langword="null"/> gives each picture whole.</param>
    /// <param name="ct">Stops between two batches.</param>
    /// <exception cref="ArgumentException">There is no example, a genre is not one of the network's, or a picture is too small.</exception>
    public static NetworkEvaluation Evaluate(
        SpectrogramNetwork network, IReadOnlyList<TrainingExample> examples, NetworkPredictionOptions? options = null, CancellationToken ct = default)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(examples);
        TrainingData.CheckExamples(network, examples, nameof(examples));
        IReadOnlyList<float[]> probabilities = Predict(network, [.. examples.Select(example => example.Input)], options, ct);
        double loss = 0;
        int right = 0;
        for (int i = 0; i < examples.Count; i++)
        {
            float[] p = probabilities[i];
            double truth = p[examples[i].Genre];
            // Math.Max passes NaN on, which the trainer then reports.
            loss -= Math.Log(Math.Max(truth, SmallestProbability));
            if (Array.IndexOf(p, p.Max()) == examples[i].Genre)
                right++;
        }

        return new NetworkEvaluation(
            loss / examples.Count, (double)right / examples.Count, probabilities, [.. examples.Select(example => example.Genre)]);
    }

    private static void CopyPiece(SpectrogramInput input, int start, int width, Span<float> destination)
    {
        for (int mel = 0; mel < input.Mels; mel++)
            input.ReadRow(mel, start, destination.Slice(mel * width, width));
    }

    private static float[] Run(SpectrogramNetwork network, float[] images, long[] shape)
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        Tensor probabilities = nn.functional.softmax(network.call(tensor(images, shape)), 1);
        return probabilities.data<float>().ToArray();
    }
}
