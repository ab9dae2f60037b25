using System.Security.Cryptography;
using System.Text;
using QueueWorker.Queue;

namespace QueueWorker.Working;

/// <summary>Reads lists of tracks: a path a line, or an id of one's own, a tab and the path.</summary>
internal static class JobList
{
    // 128 bits: no two of a catalogue's paths have the same.
    private const int IdLength = 32;

    /// <summary>Reads a list line by line.</summary>
    /// <param name="reader">The list.</param>
    /// <param name="name">What it is called in messages.</param>
    /// <exception cref="QueueException">An id cannot be a key.</exception>
    public static IEnumerable<TrackJob> Read(TextReader reader, string name)
    {
        int number = 0;
        while (reader.ReadLine() is { } line)
        {
            number++;
            if (string.IsNullOrWhiteSpace(line))
                continue;
            string[] parts = line.Split('\t', 2);
            if (parts.Length == 2 && !QueueNames.IsName(parts[0]))
                throw new QueueException($"{name}, line {number}: '{parts[0]}' cannot be an id: 1 to 200 letters, digits, - and _ can.");
            yield return parts.Length == 2 ? new TrackJob(parts[0], parts[1]) : new TrackJob(IdOf(line), line);
        }
    }

    /// <summary>The id of a path: the beginning of its SHA-256.</summary>
    public static string IdOf(string path) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(path)))[..IdLength];
}
