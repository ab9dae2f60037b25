namespace MusicGenre.MLNet.Cli.Output;

/// <summary>Writes CSV (RFC 4180), for programs.</summary>
internal static class Csv
{
    /// <summary>Gets a line of titles and a line for each row; what is null is empty.</summary>
    public static string Of(IEnumerable<string> titles, IEnumerable<IEnumerable<string?>> rows)
        => string.Concat(rows.Prepend(titles).Select(row => Line(row) + "\n"));

    /// <summary>Gets a line, without its end.</summary>
    public static string Line(IEnumerable<string?> cells) => string.Join(',', cells.Select(Quote));

    private static string Quote(string? cell)
        => cell is null ? "" : cell.AsSpan().ContainsAny(",\"\r\n") ? $"\"{cell.Replace("\"", "\"\"")}\"" : cell;
}
