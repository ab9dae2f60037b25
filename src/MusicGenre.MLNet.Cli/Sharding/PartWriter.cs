using System.IO.Compression;
using Parquet;
using Parquet.Schema;

namespace MusicGenre.MLNet.Cli.Sharding;

/// <summary>
/// Writes a part: a Parquet file of rows in groups, of which one is in memory at a time. The file is there when it is whole.
/// </summary>
internal sealed class PartWriter : IDisposable
{
    // A group holds some 4 MB of embeddings: large enough to be read quickly, small enough for any machine.
    private const int FloatsPerGroup = 1 << 20;
    private const int FewestRows = 256, MostRows = 1 << 16;

    private readonly string _path, _temporary;
    private readonly PartIdentity _identity;
    private readonly int _rowsPerGroup;
    private readonly FileStream _stream;
    private readonly ParquetWriter _writer;
    private readonly List<PartRow> _rows = [];

    /// <summary>Begins a part.</summary>
    /// <param name="path">Where it will be.</param>
    /// <param name="identity">What its rows have in common.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public PartWriter(string path, PartIdentity identity)
    {
        (_path, _identity) = (path, identity);
        // One name, so that what a killed process left is written over; who writes it holds the journal, or is alone with its output.
        _temporary = $"{path}.tmp";
        _rowsPerGroup = Math.Clamp(FloatsPerGroup / (identity.EmbeddingSize + identity.Genres.Count), FewestRows, MostRows);
        _stream = new FileStream(_temporary, FileMode.Create, FileAccess.ReadWrite, FileShare.Read);
        var options = new ParquetOptions { CompressionMethod = CompressionMethod.Zstd, CompressionLevel = CompressionLevel.Fastest };
        _writer = Wait(ParquetWriter.CreateAsync(PartSchema.All, _stream, options, false, default));
        _writer.CustomMetadata = new Dictionary<string, string> { [PartIdentity.Key] = identity.ToJson() };
    }

    /// <summary>Gets the number of rows until now.</summary>
    public long Count { get; private set; }

    /// <summary>Adds a row.</summary>
    public void Add(PartRow row)
    {
        _rows.Add(row);
        Count++;
        if (_rows.Count == _rowsPerGroup)
            Flush();
    }

    /// <summary>Ends the part and puts it in its place.</summary>
    /// <exception cref="IOException">The file cannot be written; what was there is still there.</exception>
    public void Complete()
    {
        Flush();
        _writer.DisposeAsync().AsTask().GetAwaiter().GetResult();
        // On the disk before it has its name: a machine that loses its power leaves a whole part or none.
        _stream.Flush(flushToDisk: true);
        _stream.Dispose();
        File.Move(_temporary, _path, overwrite: true);
    }

    /// <summary>Deletes what was not completed.</summary>
    public void Dispose()
    {
        _stream.Dispose();
        File.Delete(_temporary);
    }

    private void Flush()
    {
        if (_rows.Count == 0)
            return;
        using ParquetRowGroupWriter group = _writer.CreateRowGroup();
        Write(group, PartSchema.Path, row => row.Path);
        Wait(group.WriteAsync<long>(PartSchema.Size, All(row => row.Size)));
        Write(group, PartSchema.Hash, row => row.Hash);
        Write(group, PartSchema.Genre, row => row.Probabilities is { } p ? _identity.Genres[Best(p)] : null);
        Wait(group.WriteAsync<float>(PartSchema.Confidence, All(row => row.Probabilities?.Max())));
        string[] genres = [.. _identity.Genres];
        WriteLists(group, PartSchema.Genres, row => row.Probabilities is null ? null : genres, name => name.AsMemory());
        WriteLists(group, PartSchema.Probabilities, row => row.Probabilities, value => value);
        WriteLists(group, PartSchema.Embedding, row => row.Embedding, value => value);
        Write(group, PartSchema.Error, row => row.Error);
        Wait(group.WriteAsync<double>(PartSchema.Seconds, _rows.Select(row => row.Seconds).ToArray()));
        Write(group, PartSchema.Model, _ => _identity.Model);
        Write(group, PartSchema.LibraryVersion, _ => _identity.LibraryVersion);
        group.CompleteValidate();
        _rows.Clear();
    }

    private ReadOnlyMemory<T?> All<T>(Func<PartRow, T?> value)
        where T : struct
        => _rows.Select(value).ToArray();

    private void Write(ParquetRowGroupWriter group, DataField field, Func<PartRow, string?> text)
        => Wait(group.WriteAsync(field, _rows.Select(text).ToArray()!));

    // Lists as Parquet has them: a level of definition for each value (0 where there is no list) and one of repetition (0 where a list begins).
    private void WriteLists<TItem, TValue>(
        ParquetRowGroupWriter group, DataField field, Func<PartRow, TItem[]?> list, Func<TItem, TValue> value)
        where TValue : struct
    {
        int count = _rows.Sum(row => list(row)?.Length ?? 0), levels = _rows.Sum(row => Math.Max(1, list(row)?.Length ?? 0));
        var values = new TValue[count];
        var (defined, repeated) = (new int[levels], new int[levels]);
        int v = 0, l = 0;
        foreach (TItem[]? items in _rows.Select(list))
        {
            if (items is null or [])
            {
                (defined[l], repeated[l]) = (items is null ? 0 : 1, 0);
                l++;
                continue;
            }
            for (int i = 0; i < items.Length; i++, l++)
            {
                (defined[l], repeated[l]) = (2, i == 0 ? 0 : 1);
                values[v++] = value(items[i]);
            }
        }
        Wait(group.WriteAllPartsAsync<TValue>(field, values, (ReadOnlyMemory<int>?)defined, (ReadOnlyMemory<int>?)repeated, default));
    }

    private static int Best(float[] probabilities)
    {
        int best = 0;
        for (int i = 1; i < probabilities.Length; i++)
            if (probabilities[i] > probabilities[best])
                best = i;
        return best;
    }

    // Files answer at once, whatever the signature says.
    private static T Wait<T>(Task<T> task) => task.GetAwaiter().GetResult();

    private static void Wait(Task task) => task.GetAwaiter().GetResult();
}
