using System.Buffers;

namespace QueueWorker.Queue;

/// <summary>The names on the server that belong to one queue.</summary>
/// <param name="Name">The queue's name.</param>
internal sealed record QueueNames(string Name)
{
    private const int LongestId = 200;

    private static readonly SearchValues<char> Letters =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_");

    /// <summary>Gets the stream of messages that wait.</summary>
    public string Stream => Name;

    /// <summary>Gets the subject of a message that waits.</summary>
    public string Subject => $"{Name}.todo";

    /// <summary>Gets the consumer that all workers share.</summary>
    public string Consumer => $"{Name}-workers";

    /// <summary>Gets the stream of messages that were given up.</summary>
    public string DeadStream => $"{Name}-dead";

    /// <summary>Gets the subjects of messages that were given up, one for each id.</summary>
    public string DeadSubjects => $"{Name}.dead.*";

    /// <summary>Gets the key-value bucket of the results.</summary>
    public string Results => $"{Name}-results";

    /// <summary>Gets the subject of a message that was given up.</summary>
    public string DeadSubjectOf(string id) => $"{Name}.dead.{id}";

    /// <summary>Whether a text can be a queue's name or a message's id.</summary>
    public static bool IsName(string text) => text.Length is > 0 and <= LongestId && !text.AsSpan().ContainsAnyExcept(Letters);
}
