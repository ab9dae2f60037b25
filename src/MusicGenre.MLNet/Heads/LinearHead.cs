using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers;
using Microsoft.ML.Transforms;
using MusicGenre.MLNet.Evaluation.Calibration;

namespace MusicGenre.MLNet.Heads;

/// <summary>
/// A trained head outside of ML.NET's cursors, for the hot path: softmax(W · (x − offset) · scale + b), the very numbers that the
/// ML.NET transformers hold. Immutable, so many threads may use it.
/// </summary>
internal sealed class LinearHead
{
    private readonly float[] _offset;
    private readonly float[] _scale;
    private readonly float[][] _weights;
    private readonly float[] _biases;

    private LinearHead(float[] offset, float[] scale, float[][] weights, float[] biases)
        => (_offset, _scale, _weights, _biases) = (offset, scale, weights, biases);

    /// <summary>A head that leaves the values of a network that ends in one value a genre as they are: softmax(x).</summary>
    public static LinearHead Identity(int genres) => Selection([.. Enumerable.Range(0, genres)], genres);

    /// <summary>The same for some of a network's values: the softmax of those alone.</summary>
    /// <param name="outputs">The places of the values that count, in the order of the genres.</param>
    /// <param name="count">The number of the network's values.</param>
    public static LinearHead Selection(IReadOnlyList<int> outputs, int count)
    {
        float[] ones = [.. Enumerable.Repeat(1f, count)];
        float[][] unit = [.. outputs.Select(place => (float[])[.. Enumerable.Range(0, count).Select(i => i == place ? 1f : 0)])];
        return new LinearHead(new float[count], ones, unit, new float[outputs.Count]);
    }

    public int Genres => _biases.Length;

    public int EmbeddingSize => _offset.Length;

    /// <summary>Takes the numbers out of a fitted chain.</summary>
    /// <exception cref="InvalidOperationException">The chain has no such head.</exception>
    public static LinearHead Extract(IEnumerable<ITransformer> chain)
    {
        AffineNormalizer? normalizer = null;
        MaximumEntropyModelParameters? model = null;
        foreach (ITransformer transformer in chain.SelectMany(Flatten))
        {
            if (transformer is NormalizingTransformer normalizing)
                normalizer = AffineNormalizer.From(normalizing);
            if (transformer is MulticlassPredictionTransformer<MaximumEntropyModelParameters> predicting)
                model = predicting.Model;
        }
        if (normalizer is null || model is null)
            throw new InvalidOperationException("The trained chain holds no logistic regression on standardised embeddings.");
        VBuffer<float>[] weights = [];
        model.GetWeights(ref weights, out int classes);
        return new LinearHead(
            normalizer.Offset, normalizer.Scale, [.. weights.Take(classes).Select(w => w.DenseValues().ToArray())], [.. model.GetBiases()]);
    }

    /// <summary>Makes a head: softmax(W · x + b).</summary>
    /// <param name="weights">W, [genres][values].</param>
    /// <param name="biases">b, one a genre.</param>
    public static LinearHead Of(float[][] weights, float[] biases)
        => new(new float[weights[0].Length], [.. Enumerable.Repeat(1f, weights[0].Length)], weights, biases);

    /// <summary>The same head for some of its genres.</summary>
    /// <param name="places">Their places, in the order that they shall have.</param>
    public LinearHead Choose(IReadOnlyList<int> places)
        => new(_offset, _scale, [.. places.Select(place => _weights[place])], [.. places.Select(place => _biases[place])]);

    /// <summary>The same head with its scores divided by a temperature, see <see cref="TemperatureScaling"/>.</summary>
    public LinearHead WithTemperature(double temperature) => new(
        _offset, _scale, [.. _weights.Select(row => row.Select(weight => (float)(weight / temperature)).ToArray())],
        [.. _biases.Select(bias => (float)(bias / temperature))]);

    /// <summary>The same head for values that are not standardised: softmax(W · x + b), W as [genres × values] row by row.</summary>
    public (float[] Weights, float[] Biases) Unstandardized()
    {
        var weights = new float[Genres * EmbeddingSize];
        var biases = new float[Genres];
        for (int g = 0; g < Genres; g++)
        {
            double bias = _biases[g];
            for (int i = 0; i < EmbeddingSize; i++)
            {
                double weight = (double)_weights[g][i] * _scale[i];
                weights[(g * EmbeddingSize) + i] = (float)weight;
                bias -= weight * _offset[i];
            }
            biases[g] = (float)bias;
        }
        return (weights, biases);
    }

    /// <summary>The probabilities of the genres, which sum to 1.</summary>
    public float[] Score(ReadOnlySpan<float> embedding)
    {
        var standardized = new float[_offset.Length];
        for (int i = 0; i < standardized.Length; i++)
            standardized[i] = (embedding[i] - _offset[i]) * _scale[i];
        var scores = new float[_biases.Length];
        for (int g = 0; g < scores.Length; g++)
            scores[g] = Dot(_weights[g], standardized) + _biases[g];
        if (!Array.TrueForAll(scores, float.IsFinite))
            return ScoreBeyond(embedding);
        SoftMax(scores);
        return scores;
    }

    // The same where a number of 32 bits is too small for what comes in between; weights that large are in damaged files only.
    private float[] ScoreBeyond(ReadOnlySpan<float> embedding)
    {
        var scores = new double[_biases.Length];
        for (int g = 0; g < scores.Length; g++)
        {
            scores[g] = _biases[g];
            for (int i = 0; i < _offset.Length; i++)
                scores[g] += ((double)embedding[i] - _offset[i]) * _scale[i] * _weights[g][i];
        }
        double max = scores.Max(), sum = scores.Sum(score => Math.Exp(score - max));
        return [.. scores.Select(score => (float)(Math.Exp(score - max) / sum))];
    }

    /// <summary>
    /// Copies the head, so that a model file can be opened without ML.NET: number of genres and of an embedding's values (4 bytes each),
    /// offsets, scales, weights [genres × values], biases; all little-endian.
    /// </summary>
    public byte[] ToBytes()
    {
        using var bytes = new MemoryStream();
        using var writer = new BinaryWriter(bytes);
        writer.Write(Genres);
        writer.Write(EmbeddingSize);
        foreach (float[] values in (float[][])[_offset, _scale, .. _weights, _biases])
            writer.Write(MemoryMarshal.AsBytes(values.AsSpan()));
        writer.Flush();
        return bytes.ToArray();
    }

    /// <summary>Reads what <see cref="ToBytes"/> copied.</summary>
    /// <exception cref="InvalidDataException">The bytes are no head.</exception>
    public static LinearHead FromBytes(byte[] bytes)
    {
        using var reader = new BinaryReader(new MemoryStream(bytes));
        (int genres, int size) = bytes.Length < 2 * sizeof(int) ? (0, 0) : (reader.ReadInt32(), reader.ReadInt32());
        if (genres <= 0 || size <= 0 || bytes.LongLength != 2 * sizeof(int) + sizeof(float) * ((Int128)size * (2L + genres) + genres))
            throw new InvalidDataException("The head inside the model file is incomplete.");
        return new LinearHead(Floats(size), Floats(size), [.. Enumerable.Range(0, genres).Select(_ => Floats(size))], Floats(genres));

        float[] Floats(int count)
        {
            var values = new float[count];
            reader.BaseStream.ReadExactly(MemoryMarshal.AsBytes(values.AsSpan()));
            if (!Array.TrueForAll(values, float.IsFinite))
                throw new InvalidDataException("The head inside the model file has weights that are no numbers.");
            return values;
        }
    }

    // Plain loops: a general library's routines take a program far longer to compile than these few values to add up.
    private static float Dot(float[] weights, float[] values)
    {
        float sum = 0;
        for (int i = 0; i < weights.Length; i++)
            sum += weights[i] * values[i];
        return sum;
    }

    private static void SoftMax(Span<float> scores)
    {
        float max = float.NegativeInfinity;
        foreach (float score in scores)
            max = Math.Max(max, score);
        float sum = 0;
        foreach (ref float score in scores)
            sum += score = MathF.Exp(score - max);
        foreach (ref float score in scores)
            score /= sum;
    }

    /// <summary>The transformers of a chain, those of chains within it included.</summary>
    public static IEnumerable<ITransformer> Flatten(ITransformer transformer)
        => transformer is IEnumerable<ITransformer> chain ? chain.SelectMany(Flatten) : [transformer];

    /// <summary>Takes the numbers out of a fitted standardization: (x − offset) · scale.</summary>
    public static (float[] Offset, float[] Scale) NormalizationOf(ITransformer transformer)
    {
        AffineNormalizer affine = AffineNormalizer.From(Flatten(transformer).OfType<NormalizingTransformer>().Single())!;
        return (affine.Offset, affine.Scale);
    }

    private sealed record AffineNormalizer(float[] Offset, float[] Scale)
    {
        public static AffineNormalizer? From(NormalizingTransformer transformer)
            => transformer.GetNormalizerModelParameters(0)
                is NormalizingTransformer.AffineNormalizerModelParameters<ImmutableArray<float>> affine
                ? new AffineNormalizer(
                    affine.Offset.IsDefaultOrEmpty ? new float[affine.Scale.Length] : [.. affine.Offset], [.. affine.Scale])
                : null;
    }
}
