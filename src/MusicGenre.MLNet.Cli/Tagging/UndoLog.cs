using System.Text.Json;
using MusicGenre.MLNet.Cli.Output;

namespace MusicGenre.MLNet.Cli.Tagging;

/// <summary>The log of written tags: a line of JSON for each file, on disk before the file itself is replaced.</summary>
internal sealed class UndoLog(string path) : IDisposable
{
    private StreamWriter? _writer;

    /// <summary>Gets the log's full path.</summary>
    public string Path { get; } = System.IO.Path.GetFullPath(path);

    /// <summary>Gets how many files are in it.</summary>
    public int Count { get; private set; }

    /// <summary>Gets a log in the user's folder that no other run has.</summary>
    public static string NewPath() => System.IO.Path.Combine(
        UserFolders.UndoLogs, Words.Invariant($"tags-{DateTime.Now:yyyyMMdd-HHmmss}-{Environment.ProcessId}.jsonl"));

    /// <summary>Adds a file.</summary>
    /// <exception cref="IOException">The log cannot be written.</exception>
    public void Add(UndoRecord record)
    {
        if (_writer is null)
        {
            OutputFile.EnsureFoldersOf(Path);
            _writer = new StreamWriter(new FileStream(Path, FileMode.CreateNew, FileAccess.Write, FileShare.Read));
        }
        _writer.Write(JsonSerializer.Serialize(record, Json.Compact.UndoRecord) + "\n");
        _writer.Flush();
        ((FileStream)_writer.BaseStream).Flush(flushToDisk: true);
        Count++;
    }

    /// <summary>Reads a log.</summary>
    /// <exception cref="ToolException">The file is no log.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static IReadOnlyList<UndoRecord> Read(string path)
    {
        var records = new List<UndoRecord>();
        string[] lines = File.ReadAllLines(path);
        foreach ((int i, string line) in lines.Index())
        {
            try
            {
                records.Add(JsonSerializer.Deserialize(line, Json.Compact.UndoRecord) is { Path: not null, Parts: not null } record
                    ? record
                    : throw new JsonException());
            }
            catch (JsonException exception)
            {
                // A process that was killed may have written half of the last line; its file was not replaced.
                if (i == lines.Length - 1 && i > 0)
                    break;
                throw new ToolException(Words.Invariant($"{path}, line {i + 1}: this is no log of 'tag --write'."), exception);
            }
        }
        return records;
    }

    public void Dispose() => _writer?.Dispose();
}
