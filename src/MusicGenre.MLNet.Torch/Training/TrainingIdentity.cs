using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using MusicGenre.MLNet.Torch.Networks;

namespace MusicGenre.MLNet.Torch.Training;

/// <summary>
/// What a checkpoint belongs to. Two trainings of one identity give the same result, so one may go on where the other stopped.
/// Where the checkpoint lies, how often it is written and how many threads compute is no part of it.
/// </summary>
/// <param name="Options">The options that decide the result, as JSON.</param>
/// <param name="Network">The architecture with the names and shapes of its tensors, hashed.</param>
/// <param name="Data">Both parts' pictures and genres, hashed.</param>
internal sealed record TrainingIdentity(string Options, string Network, string Data)
{
    private static readonly JsonSerializerOptions Json = new() { Converters = { new JsonStringEnumConverter() } };

    public static TrainingIdentity Of(
        SpectrogramNetwork network, IReadOnlyList<TrainingExample> train, IReadOnlyList<TrainingExample> validation,
        NetworkTrainingOptions options)
    {
        NetworkTrainingOptions deciding = options with { CheckpointPath = null, CheckpointEvery = 1, Threads = null };
        return new TrainingIdentity(JsonSerializer.Serialize(deciding, Json), HashNetwork(network), HashData(train, validation));
    }

    /// <summary>Says what differs if a checkpoint is of another training.</summary>
    /// <exception cref="NetworkTrainingException">It is.</exception>
    public void MustEqual(TrainingIdentity current, string path)
    {
        if (this == current)
            return;
        string what = Network != current.Network ? "another network"
            : Data != current.Data ? "other training or validation data"
            : $"other options ({string.Join(", ", DifferentOptions(Options, current.Options))})";
        throw new NetworkTrainingException(
            $"The checkpoint {path} is of {what}. Train with what it was made with, name another CheckpointPath, or delete it to train "
            + $"from the beginning.");
    }

    public void Write(BinaryWriter writer)
    {
        writer.Write(Options);
        writer.Write(Network);
        writer.Write(Data);
    }

    public static TrainingIdentity Read(BinaryReader reader) => new(reader.ReadString(), reader.ReadString(), reader.ReadString());

    private static IEnumerable<string> DifferentOptions(string saved, string current)
    {
        using JsonDocument before = JsonDocument.Parse(saved);
        using JsonDocument after = JsonDocument.Parse(current);
        foreach (JsonProperty option in after.RootElement.EnumerateObject())
        {
            string then = before.RootElement.TryGetProperty(option.Name, out JsonElement value) ? value.GetRawText() : "unknown";
            if (then != option.Value.GetRawText())
                yield return $"{option.Name} was {then}, is {option.Value.GetRawText()}";
        }
    }

    private static string HashNetwork(SpectrogramNetwork network)
    {
        using var scope = TorchSharp.torch.NewDisposeScope();
        IEnumerable<string> tensors = network.state_dict().Select(
            pair => $"{pair.Key} {pair.Value.dtype} {string.Join('x', pair.Value.shape)}");
        string text = string.Join('\n', tensors.Prepend(network.Architecture.Name));
        return Convert.ToHexString(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(text)));
    }

    private static string HashData(params IReadOnlyList<TrainingExample>[] parts)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (IReadOnlyList<TrainingExample> part in parts)
        {
            hash.AppendData(BitConverter.GetBytes(part.Count));
            foreach (TrainingExample example in part)
            {
                hash.AppendData(BitConverter.GetBytes(example.Genre));
                hash.AppendData(BitConverter.GetBytes(example.Input.Mels));
                hash.AppendData(example.Input.RawBytes);
            }
        }

        return Convert.ToHexString(hash.GetHashAndReset());
    }
}
