using QuickStart.Output;
using Spectre.Console;

namespace Compare.Output;

/// <summary>Shows a comparison in the terminal.</summary>
internal sealed class ConsoleTable(IAnsiConsole console)
{
    /// <summary>Shows the table and its footnotes.</summary>
    public void Show(Comparison comparison)
    {
        var table = new Table { Border = Terminal.IsPlain(console) ? TableBorder.Ascii : TableBorder.Rounded };
        foreach ((int i, string title) in Figures.Titles.Index())
        {
            // In a narrow terminal intervals move to a line of their own; names must stay whole.
            table.AddColumn(new TableColumn(new Text(title)) { Alignment = i < Figures.WordColumns ? Justify.Left : Justify.Right, NoWrap = i == 0 });
        }
        foreach (ComparisonRow row in comparison.Rows)
            table.AddRow(Figures.Of(row).Select(cell => new Text(cell)));
        console.WriteLine();
        console.Write(table);
        foreach (string note in Footnotes.Of(comparison))
            console.WriteLine(note);
        console.WriteLine();
    }
}
