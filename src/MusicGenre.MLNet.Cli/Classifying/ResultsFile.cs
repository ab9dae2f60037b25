using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using MusicGenre.MLNet.Common;

namespace MusicGenre.MLNet.Cli.Classifying;

/// <summary>
/// The file that answers go to. One of lines (JSON lines, CSV) grows answer by answer, so that a second run can go on where the first one
/// was stopped, however it was; any other appears when it is whole.
/// </summary>
internal sealed class ResultsFile : IDisposable
{
    // A line goes out in one piece, so that a process that is killed leaves no half of one, or at most at the end of the file.
    private const int BufferCharacters = 1 << 16;

    private readonly string _path;
    private readonly string? _temporary;
    private readonly HashSet<UInt128> _done;

    private ResultsFile(string path, string? temporary, FileStream stream, HashSet<UInt128> done)
    {
        (_path, _temporary, _done) = (path, temporary, done);
        Writer = new StreamWriter(stream, new UTF8Encoding(false), BufferCharacters);
        IsNew = stream.Length == 0;
    }

    /// <summary>Gets what writes into the file.</summary>
    public TextWriter Writer { get; }

    /// <summary>Gets whether nothing was in the file.</summary>
    public bool IsNew { get; }

    /// <summary>Begins a file; what was there is replaced.</summary>
    /// <param name="path">The file's path.</param>
    /// <param name="format">Its form.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static ResultsFile Create(string path, AnswerFormat format)
    {
        string? temporary = format is AnswerFormat.Jsonl or AnswerFormat.Csv ? null : Leftovers.NewBeside(path);
        return new ResultsFile(path, temporary, Open(temporary ?? path, FileMode.Create), []);
    }

    /// <summary>Opens a file that a run left, whole or not, to go on with it; begins one where there is none.</summary>
    /// <param name="path">The file's path.</param>
    /// <param name="format">Its form: <see cref="AnswerFormat.Jsonl"/> or <see cref="AnswerFormat.Csv"/>.</param>
    /// <param name="titles">The line of titles that CSV must begin with.</param>
    /// <exception cref="ToolException">The file holds something else.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static ResultsFile Continue(string path, AnswerFormat format, string titles)
    {
        FileStream stream = Open(path, FileMode.OpenOrCreate);
        try
        {
            var done = new HashSet<UInt128>();
            long end = 0;
            foreach ((byte[] record, long next) in Records(stream, quoted: format == AnswerFormat.Csv))
            {
                string text = Encoding.UTF8.GetString(record);
                if (format == AnswerFormat.Csv && end == 0)
                {
                    if (text != titles)
                        throw Other(path, $"its first line is not '{titles}'");
                }
                else
                    done.Add(KeyOf((format == AnswerFormat.Csv ? PathOfCsv(text) : PathOfJson(text)) ?? throw Other(
                        path, "a line has no path")));
                end = next;
            }
            // What a killed process wrote last may be half a line.
            stream.SetLength(end);
            stream.Position = end;
            return new ResultsFile(path, null, stream, done);
        }
        catch
        {
            // It is not ours: it stays as it was, and the error goes on.
            stream.Dispose();
            throw;
        }
    }

    /// <summary>Gets whether there is an answer for a path already.</summary>
    public bool Holds(string path) => _done.Contains(KeyOf(path));

    /// <summary>Takes on a path; false if there is an answer for it, or somebody took it on before.</summary>
    public bool Claim(string path) => _done.Add(KeyOf(path));

    public void Dispose()
    {
        Writer.Dispose();
        if (_temporary is not null)
            File.Move(_temporary, _path, overwrite: true);
    }

    private static ToolException Other(string path, string reason)
        => new($"{path} does not look like results of the same command: {reason}. Name another file, or leave out --resume to replace it.");

    private static FileStream Open(string path, FileMode mode) => new(path, mode, FileAccess.ReadWrite, FileShare.Read, bufferSize: 0);

    // A million paths are kept by 16 bytes each.
    private static UInt128 KeyOf(string path)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(path), hash);
        return BitConverter.ToUInt128(hash);
    }

    // Whole records, without the line's end, and where the next one begins. In CSV a line's end within quotes is part of a path.
    private static IEnumerable<(byte[] Record, long Next)> Records(Stream stream, bool quoted)
    {
        var block = new byte[1 << 16];
        using var record = new MemoryStream();
        bool within = false;
        long position = 0;
        for (int count; (count = stream.Read(block)) > 0;)
        {
            for (int i = 0; i < count; i++)
            {
                position++;
                within ^= quoted && block[i] == '"';
                if (block[i] != '\n' || within)
                {
                    record.WriteByte(block[i]);
                    continue;
                }
                yield return (record.ToArray(), position);
                record.SetLength(0);
            }
        }
    }

    private static string? PathOfJson(string line)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(line);
            return document.RootElement.TryGetProperty("path", out JsonElement path) ? path.GetString() : null;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // Not JSON, or no object: no result of ours.
            return null;
        }
    }

    private static string? PathOfCsv(string record)
    {
        if (record is not ['"', ..])
            return record.IndexOf(',') is > 0 and int comma ? record[..comma] : null;
        for (int i = 1; i < record.Length; i++)
        {
            if (record[i] != '"')
                continue;
            if (record.AsSpan(i + 1) is not ['"', ..])
                return record[1..i].Replace("\"\"", "\"");
            i++; // a quote within the path is written twice
        }
        return null;
    }
}
