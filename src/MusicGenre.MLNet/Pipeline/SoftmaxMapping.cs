using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms;

namespace MusicGenre.MLNet.Pipeline;

/// <summary>
/// ML.NET's mapping from the values of a network that ends in one value a genre to the probabilities and the most probable genre's name;
/// the genres' names, and their places among the values, travel in the model as JSON.
/// </summary>
[CustomMappingFactoryAttribute(Contract)]
internal sealed class SoftmaxMapping : CustomMappingFactory<SoftmaxMapping.Input, SoftmaxMapping.Output>
{
    public const string Contract = "MusicGenre.Softmax";

    public override Action<Input, Output> GetMapping()
    {
        var packaged = new Packaged<SoftmaxSettings>(SoftmaxSettings.FromJson);
        return (input, output) =>
        {
            SoftmaxSettings settings = packaged.Open(input.Genres);
            float[] values = [.. input.Embedding.DenseValues()];
            float[] scores = settings.Scores(values);
            TensorPrimitives.SoftMax(scores, scores);
            output.Probabilities = new VBuffer<float>(scores.Length, scores);
            output.PredictedLabel = settings.Genres[TensorPrimitives.IndexOfMax<float>(scores)];
        };
    }

    internal sealed class Input
    {
        public VBuffer<float> Embedding { get; set; }

        [ColumnName(PipelineColumns.Package)]
        public VBuffer<byte> Genres { get; set; }
    }

    internal sealed class Output
    {
        [ColumnName(PipelineColumns.Probabilities)]
        public VBuffer<float> Probabilities { get; set; }

        public string PredictedLabel { get; set; } = "";
    }
}

/// <summary>What a <see cref="SoftmaxMapping"/> travels with in the model, as JSON.</summary>
/// <param name="Genres">The genres, in the order of the probabilities.</param>
/// <param name="Outputs">The place of each genre among the network's values; <see langword="null"/> if they are the network's values as
/// they come.</param>
/// <param name="Weights">What the values are multiplied with, [genres × values] row by row, and behind it what is added, both as 32-bit
/// floats, little-endian; <see langword="null"/> if the values are scores already.</param>
internal sealed record SoftmaxSettings(IReadOnlyList<string> Genres, IReadOnlyList<int>? Outputs, byte[]? Weights = null)
{
    /// <summary>Computes the genres' scores of a network's values.</summary>
    public float[] Scores(float[] values)
    {
        if (Weights is not { Length: > 0 })
            return Outputs is null ? values : [.. Outputs.Select(place => values[place])];
        ReadOnlySpan<float> numbers = MemoryMarshal.Cast<byte, float>(Weights);
        var scores = new float[Genres.Count];
        for (int g = 0; g < scores.Length; g++)
            scores[g] = TensorPrimitives.Dot(numbers.Slice(g * values.Length, values.Length), values)
                + numbers[(scores.Length * values.Length) + g];
        return scores;
    }

    public byte[] ToJson() => JsonSerializer.SerializeToUtf8Bytes(this, SoftmaxJson.Default.SoftmaxSettings);

    /// <summary>Reads what <see cref="ToJson"/> wrote, or the bare list of genres of models that were saved before there were outputs to
    /// choose from.</summary>
    public static SoftmaxSettings FromJson(byte[] json)
        => json is [(byte)'[', ..]
            ? new SoftmaxSettings(JsonSerializer.Deserialize(json, SoftmaxJson.Default.StringArray)!, null)
            : JsonSerializer.Deserialize(json, SoftmaxJson.Default.SoftmaxSettings)!;
}

/// <summary>The settings of a <see cref="SoftmaxMapping"/> as JSON.</summary>
[JsonSerializable(typeof(SoftmaxSettings))]
[JsonSerializable(typeof(string[]))]
internal sealed partial class SoftmaxJson : JsonSerializerContext;
