using Microsoft.ML;
using Microsoft.ML.Data;

namespace MusicGenre.MLNet.Training.Pipeline;

/// <summary>
/// Adds a column with the same bytes in every row, saved with the model. It is how our mappings, which ML.NET restores by name alone,
/// find their settings and their network again.
/// </summary>
internal static class SavedConstant
{
    public static IEstimator<ITransformer> Add(MLContext mlContext, string outputColumnName, byte[] value)
    {
        IDataView lookup = mlContext.Data.LoadFromEnumerable([new Entry { Key = KeyMapping.Key, Value = value }]);
        return mlContext.Transforms.CustomMapping(new KeyMapping().GetMapping(), KeyMapping.Contract)
            .Append(mlContext.Transforms.Conversion.MapValue(
                outputColumnName, lookup, lookup.Schema[nameof(Entry.Key)], lookup.Schema[nameof(Entry.Value)], PipelineColumns.Key))
            .Append<ITransformer>(mlContext.Transforms.DropColumns(PipelineColumns.Key));
    }

    private sealed class Entry
    {
        public int Key { get; set; }

        public byte[] Value { get; set; } = [];
    }
}
