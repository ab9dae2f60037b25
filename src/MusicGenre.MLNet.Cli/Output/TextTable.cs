namespace MusicGenre.MLNet.Cli.Output;

/// <summary>A table for people: <see cref="ConsoleTable"/> shows it, <see cref="MarkdownTable"/> writes it.</summary>
internal sealed record TextTable
{
    // A border and a blank on both sides of a cell.
    private const int CellBorder = 3;

    /// <summary>Gets what stands above the table; null for nothing.</summary>
    public string? Title { get; init; }

    /// <summary>Gets the columns.</summary>
    public required IReadOnlyList<Column> Columns { get; init; }

    /// <summary>Gets the rows, one cell for each column.</summary>
    public required IReadOnlyList<IReadOnlyList<Cell>> Rows { get; init; }

    /// <summary>Gets what is said below the table, a line each.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>Gets how many characters a line takes with no cell broken.</summary>
    public int Width => 1 + Columns.Select((column, i) => CellBorder + Math.Max(column.Title.Length, Rows.Max(row => (int?)row[i].Text.Length) ?? 0)).Sum();

    /// <summary>Creates columns of which the first ones hold words.</summary>
    public static IReadOnlyList<Column> ColumnsOf(int words, params IEnumerable<string> titles)
        => [.. titles.Select((title, i) => new Column(title, i < words))];
}
