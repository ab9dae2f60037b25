using System.Numerics.Tensors;
using MusicGenre.MLNet.Evaluation;
using MusicGenre.MLNet.Torch.Native.Numerics;
using MusicGenre.MLNet.Torch.Networks;
using static TorchSharp.torch;
using Tensor = TorchSharp.torch.Tensor;

namespace MusicGenre.MLNet.Torch.Training;

/// <summary>Runs a network that is not learning. The network is put, and left, in evaluation mode.</summary>
public static class NetworkPredictor
{
    /// <summary>Computes the genre probabilities of pictures of any width, averaged over each picture's crops.</summary>
    /// <param name="network">The network.</param>
    /// <param name="inputs">The pictures.</param>
    /// <param name="options">How they are cut; <see langword="null"/> gives each picture whole.</param>
    /// <param name="ct">Stops between two batches.</param>
    /// <returns>Probabilities [genres] for every picture, in order; each adds up to 1.</returns>
    /// <exception cref="ArgumentException">A picture is smaller than the network can take; the message says which.</exception>
    /// <exception cref="ObjectDisposedException">The network was disposed before, or between two batches.</exception>
    public static IReadOnlyList<float[]> Predict(
        SpectrogramNetwork network, IReadOnlyList<SpectrogramInput> inputs, NetworkPredictionOptions? options = null,
        CancellationToken ct = default)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(inputs);
        IReadOnlyList<float[]> results = Mean(
            network, inputs, options, images => nn.functional.softmax(network.call(images), 1), network.Genres, ct);
        foreach (float[] result in results)
            TensorPrimitives.Divide(result, TensorPrimitives.Sum<float>(result), result);
        return results;
    }

    /// <summary>What the last, linear layer is fed of pictures, [values] for each, averaged over the picture's crops.</summary>
    internal static IReadOnlyList<float[]> DescribeForClassifier(
        SpectrogramNetwork network, IReadOnlyList<SpectrogramInput> inputs, NetworkPredictionOptions options, CancellationToken ct)
        => Mean(network, inputs, options, network.DescribeForClassifier, network.Classifier.Inputs, ct);

    /// <summary>Predicts examples and compares with their genres.</summary>
    /// <param name="network">The network.</param>
    /// <param name="examples">The examples, at least one.</param>
    /// <param name="options">How the pictures are cut; <see langword="null"/> gives each picture whole.</param>
    /// <param name="ct">Stops between two batches.</param>
    /// <exception cref="ArgumentException">There is no example, a genre is not one of the network's, or a picture is too small.</exception>
    /// <exception cref="ObjectDisposedException">The network was disposed before, or between two batches.</exception>
    public static NetworkEvaluation Evaluate(
        SpectrogramNetwork network, IReadOnlyList<TrainingExample> examples, NetworkPredictionOptions? options = null,
        CancellationToken ct = default)
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
            // NaN is passed on, and the trainer then reports it.
            loss -= LogProbability.Of(p[examples[i].Genre]);
            if (Array.IndexOf(p, p.Max()) == examples[i].Genre)
                right++;
        }

        return new NetworkEvaluation(
            loss / examples.Count, (double)right / examples.Count, probabilities, [.. examples.Select(example => example.Genre)]);
    }

    /// <summary>What a network in evaluation mode makes of pictures, so many values of each, averaged over the picture's crops.</summary>
    private static float[][] Mean(
        SpectrogramNetwork network,
        IReadOnlyList<SpectrogramInput> inputs, NetworkPredictionOptions? options, Func<Tensor, Tensor> compute, int size,
        CancellationToken ct)
    {
        options ??= new NetworkPredictionOptions();
        options.Validate();
        TrainingData.CheckSizes(network, inputs, i => $"Picture {i}", nameof(inputs));
        network.eval();
        float[][] means = [.. inputs.Select(_ => new float[size])];
        (int Picture, int Start, int Width)[][] pieces =
            [.. inputs.Select((input, i) => options.Pieces(input.Frames).Select(piece => (i, piece.Start, piece.Width)).ToArray())];
        // Pieces of one size share a batch, whichever pictures they are from.
        foreach (var group in pieces.SelectMany(of => of).GroupBy(piece => (inputs[piece.Picture].Mels, piece.Width)))
        {
            int area = group.Key.Mels * group.Key.Width;
            foreach (var batch in group.Chunk(options.BatchSize))
            {
                ct.ThrowIfCancellationRequested();
                var images = new float[batch.Length * area];
                for (int i = 0; i < batch.Length; i++)
                    CopyPiece(inputs[batch[i].Picture], batch[i].Start, group.Key.Width, images.AsSpan(i * area));
                float[] values = Run(compute, images, [batch.Length, 1, group.Key.Mels, group.Key.Width]);
                for (int i = 0; i < batch.Length; i++)
                    TensorPrimitives.Add(means[batch[i].Picture], values.AsSpan(i * size, size), means[batch[i].Picture]);
            }
        }

        foreach ((int i, float[] mean) in means.Index())
            TensorPrimitives.Divide(mean, pieces[i].Length, mean);
        return means;
    }

    private static void CopyPiece(SpectrogramInput input, int start, int width, Span<float> destination)
    {
        for (int mel = 0; mel < input.Mels; mel++)
            input.ReadRow(mel, start, destination.Slice(mel * width, width));
    }

    private static float[] Run(Func<Tensor, Tensor> compute, float[] images, long[] shape)
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        return compute(tensor(images, shape)).ToFloats();
    }
}
