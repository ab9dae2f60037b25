using MusicGenre.MLNet.Cli.Terminal;
using Spectre.Console;

namespace MusicGenre.MLNet.Cli.Output;

/// <summary>Shows tables on a console.</summary>
internal static class ConsoleTable
{
    /// <summary>Shows a table and what is said below it. One that is wider than the console has its cells broken where that reads well.</summary>
    public static void Show(IAnsiConsole console, TextTable table)
    {
        bool plain = Consoles.IsPlain(console), narrow = table.Width > console.Profile.Width;
        var shown = new Table { Border = plain ? TableBorder.Ascii : TableBorder.Rounded };
        if (table.Title is { } title && plain)
            console.WriteLine(title);
        else if (table.Title is not null)
            shown.Title(new TableTitle(Markup.Escape(table.Title), new Style(decoration: Decoration.Bold)));
        foreach ((int i, Column column) in table.Columns.Index())
        {
            var header = new TableColumn(new Text(column.Title)) { Alignment = column.IsWords ? Justify.Left : Justify.Right, NoWrap = i == 0 || !narrow };
            shown.AddColumn(narrow ? header.Padding(0, 0, 0, 0) : header);
        }
        if (table.Columns.All(column => column.Title.Length == 0))
            shown.HideHeaders();
        foreach (IReadOnlyList<Cell> row in table.Rows)
            shown.AddRow(row.Select((cell, i) => Show(cell, narrow && i > 0, table.Columns[i])));
        console.Write(shown);
        foreach (string note in table.Notes)
            console.WriteLine(note);
        console.WriteLine();
    }

    private static Text Show(Cell cell, bool narrow, Column column)
        => new(narrow ? Break(cell.Text, column.IsWords) : cell.Text, cell.Color is { } color ? new Style(color) : Style.Plain);

    // Left to itself, the table would break intervals in the middle of a number.
    private static string Break(string text, bool isWords) => isWords ? text : text.Replace(" (", "\n(").Replace(" to ", "\nto ");
}
