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
    public int Width => WidthOf(CellBorder, text => text.Length);

    /// <summary>
    /// Gets how many characters a line takes at least, with every cell broken into its <see cref="Pieces"/> and no blanks around them.
    /// </summary>
    public int LeastWidth => WidthOf(1, text => Pieces(text).Max(piece => piece.Length));

    /// <summary>
    /// Gets the parts of a text that read well on lines of their own: words, but a number and its unit stay together.
    /// </summary>
    public static IReadOnlyList<string> Pieces(string text)
    {
        var pieces = new List<string> { "" };
        foreach (string word in text.Split(' '))
        {
            if (pieces[^1].Length == 0)
                pieces[^1] = word;
            else if (word is "%" or "s" or "min" or "h" || pieces[^1] is "to")
                pieces[^1] += $" {word}";
            else
                pieces.Add(word);
        }
        return pieces;
    }

    private int WidthOf(int border, Func<string, int> width)
        => 1 + Columns.Select((column, i) => border + Math.Max(width(column.Title), Rows.Max(row => (int?)width(row[i].Text)) ?? 0)).Sum();

    /// <summary>Creates columns of which the first ones hold words.</summary>
    public static IReadOnlyList<Column> ColumnsOf(int words, params IEnumerable<string> titles)
        => [.. titles.Select((title, i) => new Column(title, i < words))];
}
