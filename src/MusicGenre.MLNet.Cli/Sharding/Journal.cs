using System.Security.Cryptography;
using System.Text;

namespace MusicGenre.MLNet.Cli.Sharding;

/// <summary>
/// The rows of a part that is not whole yet, in the order of the list, each written as it is known: a process that is killed, however it is,
/// loses at most the tracks that it had in hand. Nobody else can write it meanwhile.
/// </summary>
internal sealed class Journal : IDisposable
{
    private const int HashBytes = 8, MostBytes = 1 << 28;

    private static readonly byte[] Magic = "MGPART01"u8.ToArray();

    private readonly string _path;
    private readonly FileStream _stream;
    private readonly long _begin;

    private Journal(string path, FileStream stream, long begin, int count)
        => (_path, _stream, _begin, Count) = (path, stream, begin, count);

    /// <summary>Gets the number of rows.</summary>
    public int Count { get; private set; }

    /// <summary>Gets the path of a part's journal.</summary>
    public static string PathOf(string part) => $"{part}.journal";

    /// <summary>Opens the journal of a part, or begins it.</summary>
    /// <param name="part">The part's path.</param>
    /// <param name="identity">What its rows have in common.</param>
    /// <exception cref="ToolException">The journal is one of another run.</exception>
    /// <exception cref="IOException">Another process has it, or it cannot be written.</exception>
    public static Journal Open(string part, PartIdentity identity)
    {
        string path = PathOf(part);
        FileStream stream;
        try
        {
            stream = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 1 << 16);
        }
        catch (IOException exception) when (File.Exists(path))
        {
            throw new IOException($"{part} is being made by another process, which holds {path}.", exception);
        }
        try
        {
            return Continue(path, part, stream, identity);
        }
        catch
        {
            // It stays as it was, for whom it belongs to.
            stream.Dispose();
            throw;
        }
    }

    /// <summary>Gets the rows until now.</summary>
    public IEnumerable<PartRow> Rows()
    {
        _stream.Position = _begin;
        for (int i = 0; i < Count; i++)
            yield return RowOf(Read(_stream) ?? throw new IOException($"{_path} was changed by somebody else."));
    }

    /// <summary>Adds a row. It outlives this process from here on.</summary>
    public void Add(PartRow row)
    {
        _stream.Position = _stream.Length;
        Write(_stream, BytesOf(row));
        _stream.Flush();
        Count++;
    }

    /// <summary>Deletes the journal: the part is whole.</summary>
    public void Delete()
    {
        _stream.Dispose();
        File.Delete(_path);
    }

    /// <inheritdoc/>
    public void Dispose() => _stream.Dispose();

    private static Journal Continue(string path, string part, FileStream stream, PartIdentity identity)
    {
        byte[] header = Encoding.UTF8.GetBytes(identity.ToJson());
        var magic = new byte[Magic.Length];
        bool hasMagic = stream.ReadAtLeast(magic, magic.Length, throwOnEndOfStream: false) == magic.Length && !IsJustBegun(magic);
        byte[]? found = hasMagic ? Read(stream) : null;
        if (hasMagic && (!magic.AsSpan().SequenceEqual(Magic) || (found is not null && !found.AsSpan().SequenceEqual(header))))
            throw new ToolException(
                $"{path} is of another run: of another list, shard, model or version. Finish that run, delete the file, or name another -o "
                + $"than {part}.");
        if (found is null)
        {
            // Empty, or killed within its first bytes.
            stream.SetLength(0);
            stream.Write(Magic);
            Write(stream, header);
            stream.Flush();
            return new Journal(path, stream, stream.Position, 0);
        }
        long begin = stream.Position, end = begin;
        int count = 0;
        for (; Read(stream) is not null; count++)
            end = stream.Position;
        // What a killed process wrote last may be half a row.
        stream.SetLength(end);
        return new Journal(path, stream, begin, count);
    }

    // A disk whose power failed may hold zeros where the last bytes should be.
    private static bool IsJustBegun(ReadOnlySpan<byte> magic) => magic[^1] == 0 && Magic.AsSpan().StartsWith(magic.TrimEnd((byte)0));

    private static void Write(Stream stream, byte[] content)
    {
        var record = new byte[sizeof(int) + HashBytes + content.Length];
        BitConverter.TryWriteBytes(record, content.Length);
        SHA256.HashData(content).AsSpan(0, HashBytes).CopyTo(record.AsSpan(sizeof(int)));
        content.CopyTo(record.AsSpan(sizeof(int) + HashBytes));
        stream.Write(record);
    }

    // Null at the end, and where the last record is not whole.
    private static byte[]? Read(Stream stream)
    {
        var head = new byte[sizeof(int) + HashBytes];
        if (stream.ReadAtLeast(head, head.Length, throwOnEndOfStream: false) < head.Length
            || BitConverter.ToInt32(head) is not (>= 0 and <= MostBytes) || BitConverter.ToInt32(head) > stream.Length - stream.Position)
            return null;
        var content = new byte[BitConverter.ToInt32(head)];
        stream.ReadExactly(content);
        return SHA256.HashData(content).AsSpan(0, HashBytes).SequenceEqual(head.AsSpan(sizeof(int))) ? content : null;
    }

    private static byte[] BytesOf(PartRow row)
    {
        using var memory = new MemoryStream();
        using var writer = new BinaryWriter(memory, Encoding.UTF8);
        writer.Write(row.Path);
        writer.Write(row.Size ?? -1);
        writer.Write(row.Hash ?? "");
        writer.Write(row.Error ?? "");
        writer.Write(row.Seconds);
        foreach (float[]? values in (float[]?[])[row.Probabilities, row.Embedding])
        {
            writer.Write(values?.Length ?? -1);
            foreach (float value in values ?? [])
                writer.Write(value);
        }
        writer.Flush();
        return memory.ToArray();
    }

    private static PartRow RowOf(byte[] bytes)
    {
        using var reader = new BinaryReader(new MemoryStream(bytes), Encoding.UTF8);
        string path = reader.ReadString();
        long size = reader.ReadInt64();
        string hash = reader.ReadString(), error = reader.ReadString();
        return new PartRow
        {
            Path = path,
            Size = size < 0 ? null : size,
            Hash = hash.Length > 0 ? hash : null,
            Error = error.Length > 0 ? error : null,
            Seconds = reader.ReadDouble(),
            Probabilities = Floats(reader),
            Embedding = Floats(reader),
        };
    }

    private static float[]? Floats(BinaryReader reader)
    {
        int count = reader.ReadInt32();
        if (count < 0)
            return null;
        var values = new float[count];
        for (int i = 0; i < count; i++)
            values[i] = reader.ReadSingle();
        return values;
    }
}
