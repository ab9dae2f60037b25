using MusicGenre.MLNet.Cli.Terminal;
using Spectre.Console;

namespace MusicGenre.MLNet.Cli.Output;

/// <summary>Shows tables on a console.</summary>
internal static class ConsoleTable
{
    /// <summary>
    /// Shows a table and what is said below it. In one that is wider than the console, cells are broken where that reads well; if that is
    /// not enough, every row becomes a block of lines.
    /// </summary>
    public static void Show(IAnsiConsole console, TextTable table)
    {
        bool plain = Consoles.IsPlain(console);
        if (table.Title is { } title && plain)
            console.WriteLine(title);
        if (table.Width <= console.Profile.Width)
            console.Write(Grid(table, plain, narrow: false));
        else if (table.LeastWidth <= console.Profile.Width)
            console.Write(Grid(table, plain, narrow: true));
        else
            ShowBlocks(console, table);
        foreach (string note in table.Notes)
            console.WriteLine(note);
        console.WriteLine();
    }

    private static Table Grid(TextTable table, bool plain, bool narrow)
    {
        var grid = new Table { Border = plain ? TableBorder.Ascii : TableBorder.Rounded };
        if (table.Title is { } title && !plain)
            grid.Title(new TableTitle(Markup.Escape(title), new Style(decoration: Decoration.Bold)));
        foreach ((int i, Column column) in table.Columns.Index())
        {
            var header = new TableColumn(new Text(Broken(column, column.Title)))
            {
                Alignment = column.IsWords ? Justify.Left : Justify.Right,
                NoWrap = !narrow || !column.IsWords || i == 0,
            };
            grid.AddColumn(narrow ? header.Padding(0, 0, 0, 0) : header);
        }
        if (table.Columns.All(column => column.Title.Length == 0))
            grid.HideHeaders();
        foreach (IReadOnlyList<Cell> row in table.Rows)
            grid.AddRow(table.Columns.Zip(
                row, (column, cell) => new Text(Broken(column, cell.Text), cell.Color is { } color ? new Style(color) : Style.Plain)));
        return grid;

        // Left to itself, the console would break intervals in the middle of a number; words it breaks well.
        string Broken(Column column, string text) => narrow && !column.IsWords ? string.Join('\n', TextTable.Pieces(text)) : text;
    }

    private static void ShowBlocks(IAnsiConsole console, TextTable table)
    {
        int width = table.Columns.Skip(1).Max(column => column.Title.Length);
        foreach (IReadOnlyList<Cell> row in table.Rows)
        {
            console.WriteLine(row[0].Text, new Style(decoration: Decoration.Bold));
            foreach ((Column column, Cell cell) in table.Columns.Zip(row).Skip(1))
                console.WriteLine($"  {column.Title.PadRight(width)}  {cell.Text}");
        }
        console.WriteLine();
    }
}
