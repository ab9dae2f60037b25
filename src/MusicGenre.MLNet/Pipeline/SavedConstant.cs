using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms;

namespace MusicGenre.MLNet.Pipeline;

/// <summary>
/// Adds a column with the same bytes in every row, saved with the model. It is how our mappings, which ML.NET restores by name alone,
/// find their settings and their network again.
/// </summary>
internal static class SavedConstant
{
    /// <summary>What the name of the entry ends with in which ML.NET keeps the bytes in a model file.</summary>
    public const string FileName = "/DefaultMap.idv";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    // A tenth of what ML.NET reads in a second.
    private const double BytesPerSecond = 16 << 20;

    public static IEstimator<ITransformer> Add(MLContext mlContext, string outputColumnName, byte[] value)
    {
        IDataView lookup = mlContext.Data.LoadFromEnumerable([new Entry { Key = KeyMapping.Key, Value = value }]);
        return mlContext.Transforms.CustomMapping(new KeyMapping().GetMapping(), KeyMapping.Contract)
            .Append(mlContext.Transforms.Conversion.MapValue(
                outputColumnName, lookup, lookup.Schema[nameof(Entry.Key)], lookup.Schema[nameof(Entry.Value)], PipelineColumns.Key))
            .Append<ITransformer>(mlContext.Transforms.DropColumns(PipelineColumns.Key));
    }

    /// <summary>Takes the bytes out of the entry of a model file, without the rest of the model.</summary>
    /// <param name="entry">The content of an entry called <see cref="FileName"/>.</param>
    /// <exception cref="InvalidDataException">The entry is damaged.</exception>
    public static byte[] Read(byte[] entry)
    {
        byte[]? value = null;
        Exception? failure = null;
        // ML.NET reads on threads that wait for each other; of some damaged entries they wait for ever. They cannot be stopped, but left.
        var reading = new Thread(() =>
        {
            try
            {
                value = ReadValue(entry);
            }
            catch (Exception e)
            {
                // ML.NET says by many types, those of reflection among them, that it cannot read something.
                failure = e;
            }
        })
        {
            IsBackground = true,
            Name = "MusicGenre.MLNet reads a model",
        };
        reading.Start();
        bool ended = reading.Join(Patience + TimeSpan.FromSeconds(entry.Length / BytesPerSecond));
        return ended && value is not null ? value : throw new InvalidDataException("The backbone inside the model file is damaged.", failure);
    }

    private static byte[] ReadValue(byte[] entry)
    {
        IDataView lookup = new MLContext().Data.LoadFromBinary(new BytesSource(entry));
        DataViewSchema.Column column = lookup.Schema.GetColumnOrNull(nameof(Entry.Value)) is { Type: VectorDataViewType } value
            ? value
            : throw new InvalidDataException("The backbone inside the model file was not found.");
        using DataViewRowCursor cursor = lookup.GetRowCursor([column]);
        VBuffer<byte> bytes = default;
        if (cursor.MoveNext())
            cursor.GetGetter<VBuffer<byte>>(column)(ref bytes);
        return [.. bytes.DenseValues()];
    }

    private sealed class Entry
    {
        public int Key { get; set; }

        public byte[] Value { get; set; } = [];
    }

    private sealed class BytesSource(byte[] bytes) : IMultiStreamSource
    {
        public int Count => 1;

        public string? GetPathOrNull(int index) => null;

        public Stream Open(int index) => new MemoryStream(bytes, writable: false);

        public TextReader OpenTextReader(int index) => new StreamReader(Open(index));
    }
}

/// <summary>Gives every row the same key, under which <see cref="SavedConstant"/> keeps its value in the model file.</summary>
[CustomMappingFactoryAttribute(Contract)]
internal sealed class KeyMapping : CustomMappingFactory<KeyMapping.Input, KeyMapping.Output>
{
    public const string Contract = "MusicGenre.Key";

    public const int Key = 1;

    public override Action<Input, Output> GetMapping() => static (_, output) => output.Key = Key;

    internal sealed class Input;

    internal sealed class Output
    {
        [ColumnName(PipelineColumns.Key)]
        public int Key { get; set; }
    }
}
