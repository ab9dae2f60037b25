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
        try
        {
            return SavedConstantReader.Read(entry, nameof(Entry.Value));
        }
        catch (EndOfStreamException e)
        {
            throw new InvalidDataException("The backbone inside the model file is damaged.", e);
        }
    }

    private sealed class Entry
    {
        public int Key { get; set; }

        public byte[] Value { get; set; } = [];
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
