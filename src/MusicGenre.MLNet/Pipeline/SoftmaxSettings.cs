using System.Text.Json;

namespace MusicGenre.MLNet.Pipeline;

/// <summary>What a <see cref="SoftmaxMapping"/> travels with in the model, as JSON.</summary>
/// <param name="Genres">The genres, in the order of the probabilities.</param>
/// <param name="Outputs">The place of each genre among the network's values; <see langword="null"/> if they are the network's values as they come.</param>
internal sealed record SoftmaxSettings(IReadOnlyList<string> Genres, IReadOnlyList<int>? Outputs)
{
    public byte[] ToJson() => JsonSerializer.SerializeToUtf8Bytes(this);

    /// <summary>Reads what <see cref="ToJson"/> wrote, or the bare list of genres of models that were saved before there were outputs to choose from.</summary>
    public static SoftmaxSettings FromJson(byte[] json)
        => json is [(byte)'[', ..]
            ? new SoftmaxSettings(JsonSerializer.Deserialize<string[]>(json)!, null)
            : JsonSerializer.Deserialize<SoftmaxSettings>(json)!;
}
