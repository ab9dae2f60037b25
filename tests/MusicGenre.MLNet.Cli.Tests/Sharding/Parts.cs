using System.Collections;
using System.Globalization;
using DuckDB.NET.Data;

namespace MusicGenre.MLNet.Cli.Tests.Sharding;

/// <summary>Reads Parquet files with another program than the one that wrote them.</summary>
internal static class Parts
{
    /// <summary>Asks DuckDB.</summary>
    /// <returns>The rows; lists as comma-separated text.</returns>
    public static IReadOnlyList<object?[]> Query(string sql)
    {
        using var connection = new DuckDBConnection("DataSource=:memory:");
        connection.Open();
        using DuckDBCommand command = connection.CreateCommand();
        command.CommandText = sql;
        using DuckDBDataReader reader = command.ExecuteReader();
        var rows = new List<object?[]>();
        while (reader.Read())
            rows.Add([.. Enumerable.Range(0, reader.FieldCount).Select(i => reader.IsDBNull(i) ? null : Flat(reader.GetValue(i)))]);
        return rows;
    }

    /// <summary>Gets the paths of a part.</summary>
    public static IEnumerable<string> PathsOf(string part) => Query($"select path from '{part}'").Select(row => (string)row[0]!);

    private static object Flat(object value) => value is IEnumerable list and not string
        ? string.Join(',', list.Cast<object>().Select(item => Convert.ToString(item, CultureInfo.InvariantCulture)))
        : value;
}
