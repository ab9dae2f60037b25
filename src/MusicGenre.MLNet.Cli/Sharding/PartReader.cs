using Parquet;
using Parquet.Data;
using Parquet.Schema;

namespace MusicGenre.MLNet.Cli.Sharding;

/// <summary>Reads a part that this tool wrote, row group by row group.</summary>
internal sealed class PartReader : IDisposable
{
    private readonly string _path;
    private readonly ParquetReader _reader;
    private readonly Dictionary<string, DataField> _fields;

    private PartReader(string path, ParquetReader reader, PartIdentity identity)
    {
        (_path, _reader, Identity) = (path, reader, identity);
        _fields = reader.Schema.DataFields.ToDictionary(field => field.Path.ToString().Split('/')[0], StringComparer.Ordinal);
        Count = reader.RowGroups.Sum(group => group.RowCount);
    }

    /// <summary>Gets what the rows have in common.</summary>
    public PartIdentity Identity { get; }

    /// <summary>Gets the number of rows.</summary>
    public long Count { get; }

    /// <summary>Gets whether a file may be a part, by its name and its first bytes.</summary>
    public static bool MayBePart(string path)
    {
        if (!path.EndsWith(".parquet", StringComparison.OrdinalIgnoreCase) || !File.Exists(path))
            return false;
        Span<byte> magic = stackalloc byte[4];
        using FileStream file = File.OpenRead(path);
        return file.ReadAtLeast(magic, magic.Length, throwOnEndOfStream: false) == magic.Length && magic.SequenceEqual("PAR1"u8);
    }

    /// <summary>Opens a part.</summary>
    /// <exception cref="ToolException">The file is no part of this tool's, or damaged.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static PartReader Open(string path)
    {
        if (!File.Exists(path))
            throw new ToolException($"There is no part {path}.");
        // Whatever goes wrong after this is the content's fault, and not the disk's.
        using (File.OpenRead(path))
        {
        }
        ParquetReader? reader = null;
        try
        {
            reader = ParquetReader.CreateAsync(path, null, default).GetAwaiter().GetResult();
            return reader.CustomMetadata.TryGetValue(PartIdentity.Key, out string? json)
                ? new PartReader(path, reader, PartIdentity.Parse(json, path))
                : throw new ToolException($"{path} is a Parquet file, but none that this tool wrote: its footer has no {PartIdentity.Key}.");
        }
        catch (Exception exception)
        {
            reader?.DisposeAsync().AsTask().GetAwaiter().GetResult();
            if (exception is ToolException)
                throw;
            // Whatever the reader says of bytes that it does not understand.
            throw Damaged(path, exception);
        }
    }

    /// <summary>Gets the rows.</summary>
    /// <exception cref="ToolException">The file is damaged.</exception>
    public IEnumerable<PartRow> Rows() => Groups((group, rows) =>
    {
        string?[] paths = Texts(group, PartSchema.Path.Name, rows), hashes = Texts(group, PartSchema.Hash.Name, rows),
            errors = Texts(group, PartSchema.Error.Name, rows);
        long?[] sizes = new long?[rows];
        Wait(group.ReadAsync<long>(_fields[PartSchema.Size.Name], sizes.AsMemory(), null, default));
        var seconds = new double[rows];
        Wait(group.ReadAsync<double>(_fields[PartSchema.Seconds.Name], seconds.AsMemory(), null, default));
        float[]?[] probabilities = Lists(group, "probabilities", rows), embeddings = Lists(group, "embedding", rows);
        return Enumerable.Range(0, rows).Select(i => new PartRow
        {
            Path = paths[i]!,
            Size = sizes[i],
            Hash = hashes[i],
            Probabilities = probabilities[i],
            Embedding = embeddings[i],
            Error = errors[i],
            Seconds = seconds[i],
        });
    });

    /// <summary>Gets the paths and embeddings of the tracks that have one.</summary>
    /// <exception cref="ToolException">The file is damaged.</exception>
    public IEnumerable<(string Path, float[] Embedding)> Embeddings() => Groups((group, rows) =>
    {
        string?[] paths = Texts(group, PartSchema.Path.Name, rows);
        float[]?[] embeddings = Lists(group, "embedding", rows);
        return Enumerable.Range(0, rows).Where(i => embeddings[i] is not null).Select(i => (paths[i]!, embeddings[i]!));
    });

    /// <summary>Gets the paths alone.</summary>
    /// <exception cref="ToolException">The file is damaged.</exception>
    public IEnumerable<string> Paths() => Groups((group, rows) => Texts(group, PartSchema.Path.Name, rows).OfType<string>());

    /// <inheritdoc/>
    public void Dispose() => _reader.DisposeAsync().AsTask().GetAwaiter().GetResult();

    private IEnumerable<T> Groups<T>(Func<ParquetRowGroupReader, int, IEnumerable<T>> read)
    {
        for (int g = 0; g < _reader.RowGroupCount; g++)
        {
            IEnumerable<T> rows;
            try
            {
                ParquetRowGroupReader group = _reader.OpenRowGroupReader(g);
                rows = read(group, checked((int)group.RowCount));
            }
            catch (Exception exception) when (exception is not (OperationCanceledException or OutOfMemoryException))
            {
                throw Damaged(_path, exception);
            }
            foreach (T row in rows)
                yield return row;
        }
    }

    private string?[] Texts(ParquetRowGroupReader group, string name, int rows)
    {
        var texts = new string?[rows];
        Wait(group.ReadAsync(_fields[name], texts.AsMemory()!, null, default));
        return texts;
    }

    // A level of definition and of repetition stands for each value, or for a list that has none; such a list has no value.
    private float[]?[] Lists(ParquetRowGroupReader group, string name, int rows)
    {
        var lists = new float[]?[rows];
        using RawColumnData raw = group.ReadRawColumnDataBaseAsync(_fields[name], default).AsTask().GetAwaiter().GetResult();
        ReadOnlySpan<float> values = ((RawColumnData<float>)raw).Values;
        ReadOnlySpan<int> defined = raw.DefinitionLevels, repeated = raw.RepetitionLevels;
        int row = -1, next = 0;
        for (int begin = 0, end; begin < repeated.Length; begin = end)
        {
            for (end = begin + 1; end < repeated.Length && repeated[end] != 0;)
                end++;
            row++;
            lists[row] = defined[begin] switch
            {
                0 => null,
                1 => [],
                _ => values.Slice(next, end - begin).ToArray(),
            };
            next += defined[begin] > 1 ? end - begin : 0;
        }
        return lists;
    }

    private static ToolException Damaged(string path, Exception exception)
        => new($"{path} is damaged or no Parquet file: {Problem.OneLine(exception)} Make the part again.", exception);

    private static void Wait(ValueTask task) => task.AsTask().GetAwaiter().GetResult();
}
