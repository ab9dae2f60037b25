using QuickStart.Output;
using Spectre.Console;

namespace Compare.Output;

/// <summary>Shows a comparison in the terminal.</summary>
internal sealed class ConsoleTable(IAnsiConsole console)
{
    // About what the table takes with every row on one line.
    private const int FullWidth = 160;

    private readonly bool _narrow = console.Profile.Width < FullWidth;

    /// <summary>Shows the table and its footnotes.</summary>
    public void Show(Comparison comparison)
    {
        var table = new Table { Border = Terminal.IsPlain(console) ? TableBorder.Ascii : TableBorder.Rounded };
        foreach ((int i, string title) in Figures.Titles.Index())
        {
            var column = new TableColumn(new Text(title)) { Alignment = i < Figures.WordColumns ? Justify.Left : Justify.Right, NoWrap = i == 0 };
            table.AddColumn(_narrow ? column.Padding(0, 0, 0, 0) : column);
        }
        foreach (ComparisonRow row in comparison.Rows)
            table.AddRow(Figures.Of(row).Select((cell, i) => new Text(_narrow ? Break(cell, isWords: i < Figures.WordColumns) : cell)));
        console.WriteLine();
        console.Write(table);
        foreach (string note in Footnotes.Of(comparison))
            console.WriteLine(note);
        console.WriteLine();
    }

    // Left to itself, the table would break intervals in the middle of a number.
    private static string Break(string cell, bool isWords) => isWords ? cell.Replace(' ', '\n') : cell.Replace(" (", "\n(");
}
