using System.Text.Encodings.Web;
using System.Text.Json;

namespace QueueWorker.Queue;

/// <summary>Messages and results as JSON.</summary>
internal static class Json
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        // Paths stay readable; nothing of it gets into a page.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Writes a value.</summary>
    public static byte[] Write<T>(T value) => JsonSerializer.SerializeToUtf8Bytes(value, Options);

    /// <summary>Reads a value.</summary>
    /// <exception cref="JsonException">It is something else.</exception>
    public static T Read<T>(byte[] json)
        => JsonSerializer.Deserialize<T>(json, Options) ?? throw new JsonException("null where a value is needed.");
}
