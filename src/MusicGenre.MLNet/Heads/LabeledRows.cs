using Microsoft.ML;
using Microsoft.ML.Data;

namespace MusicGenre.MLNet.Heads;

/// <summary>The rows of a training set in memory: read once, split and served to ML.NET as often as needed.</summary>
/// <param name="Rows">Embedding, genre and group of each row.</param>
/// <param name="Genres">The genres in the order of the label's keys.</param>
internal sealed record LabeledRows(IReadOnlyList<LabeledEmbedding> Rows, IReadOnlyList<string> Genres)
{
    /// <exception cref="ArgumentException">A column is missing or of another type, or there is no row.</exception>
    public static LabeledRows Read(IDataView input, GenreClassificationOptions options)
    {
        DataViewSchema.Column features = Require(input, options.FeatureColumnName, "a known-size vector of Single",
            t => t is VectorDataViewType { IsKnownSize: true } v && v.ItemType == NumberDataViewType.Single);
        DataViewSchema.Column label = Require(input, options.LabelColumnName, "a key (use MapValueToKey)", t => t is KeyDataViewType);
        DataViewSchema.Column? group = options.GroupColumnName is { } name
            ? Require(input, name, "text", t => t is TextDataViewType) : null;
        DataViewSchema.Column? copy = options.CopyColumnName is { } flag
            ? Require(input, flag, "boolean", t => t is BooleanDataViewType) : null;
        string[] genres = KeyNames(label);
        var rows = new List<LabeledEmbedding>();
        DataViewSchema.Column?[] used = [features, label, group, copy];
        using DataViewRowCursor cursor = input.GetRowCursor(used.OfType<DataViewSchema.Column>());
        ValueGetter<VBuffer<float>> getFeatures = cursor.GetGetter<VBuffer<float>>(features);
        ValueGetter<uint> getLabel = cursor.GetGetter<uint>(label);
        ValueGetter<ReadOnlyMemory<char>>? getGroup = group is null ? null : cursor.GetGetter<ReadOnlyMemory<char>>(group.Value);
        ValueGetter<bool>? getCopy = copy is null ? null : cursor.GetGetter<bool>(copy.Value);
        VBuffer<float> embedding = default;
        bool isCopy = false;
        uint key = 0;
        ReadOnlyMemory<char> groupName = default;
        while (cursor.MoveNext())
        {
            getLabel(ref key);
            if (key == 0)
                continue; // ML.NET's missing key: a row without a genre teaches nothing.
            getFeatures(ref embedding);
            getGroup?.Invoke(ref groupName);
            getCopy?.Invoke(ref isCopy);
            rows.Add(new LabeledEmbedding
            {
                Embedding = [.. embedding.DenseValues()],
                Label = genres[key - 1],
                Group = getGroup is null ? $"row {rows.Count}" : groupName.ToString(),
                IsCopy = isCopy,
            });
        }
        return rows.Count > 0
            ? new LabeledRows(rows, genres)
            : throw new ArgumentException("The training data has no row with a genre.", nameof(input));
    }

    /// <summary>Some of the rows as an ML.NET data view with the columns that the options name.</summary>
    public IDataView ToDataView(MLContext mlContext, GenreClassificationOptions options, IEnumerable<LabeledEmbedding> rows)
    {
        SchemaDefinition schema = SchemaDefinition.Create(typeof(LabeledEmbedding));
        SchemaDefinition.Column embedding = schema[nameof(LabeledEmbedding.Embedding)];
        SchemaDefinition.Column label = schema[nameof(LabeledEmbedding.Label)];
        embedding.ColumnType = new VectorDataViewType(NumberDataViewType.Single, Rows[0].Embedding.Length);
        (embedding.ColumnName, label.ColumnName) = (options.FeatureColumnName, options.LabelColumnName);
        IDataView view = mlContext.Data.LoadFromEnumerable(rows, schema);
        IDataView keys = mlContext.Data.LoadFromEnumerable(Genres.Select(g => new GenreName { Name = g }));
        return mlContext.Transforms.Conversion.MapValueToKey(options.LabelColumnName, keyData: keys).Fit(view).Transform(view);
    }

    private static DataViewSchema.Column Require(IDataView input, string name, string expected, Func<DataViewType, bool> fits)
        => input.Schema.GetColumnOrNull(name) is not { } column
            ? throw new ArgumentException(
                $"The training data has no column '{name}'; it has {string.Join(", ", input.Schema.Select(c => c.Name))}.", nameof(input))
            : fits(column.Type)
                ? column
                : throw new ArgumentException($"The column '{name}' must be {expected}, and is {column.Type}.", nameof(input));

    private static string[] KeyNames(DataViewSchema.Column label)
    {
        int count = (int)((KeyDataViewType)label.Type).Count;
        if (label.Annotations.Schema.GetColumnOrNull("KeyValues") is not { Type: VectorDataViewType { ItemType: TextDataViewType } })
            return [.. Enumerable.Range(1, count).Select(i => i.ToString(System.Globalization.CultureInfo.InvariantCulture))];
        VBuffer<ReadOnlyMemory<char>> names = default;
        label.GetKeyValues(ref names);
        return [.. names.DenseValues().Select(n => n.ToString())];
    }

    private sealed class GenreName
    {
        public string Name { get; set; } = "";
    }
}

/// <summary>A row of the training data: a track's embedding, its genre, and the group it stays together with.</summary>
internal sealed class LabeledEmbedding
{
    public float[] Embedding { get; set; } = [];

    public string Label { get; set; } = "";

    public string Group { get; set; } = "";

    /// <summary>Whether it is an augmented copy, which is learned from and never validated on.</summary>
    public bool IsCopy { get; set; }
}
