using AugmentationSample.Ablation;
using QuickStart.Output;
using Spectre.Console;

namespace AugmentationSample.Output;

/// <summary>Shows an ablation in the terminal.</summary>
internal sealed class ConsoleTable(IAnsiConsole console)
{
    /// <summary>Shows the table and what is said below it.</summary>
    public void Show(AblationResult result)
    {
        var table = new Table { Border = Terminal.IsPlain(console) ? TableBorder.Ascii : TableBorder.Rounded };
        foreach ((int i, string title) in Figures.Titles.Index())
            table.AddColumn(new TableColumn(new Text(title)) { Alignment = i == 0 || i == Figures.Titles.Count - 1 ? Justify.Left : Justify.Right, NoWrap = i == 0 });
        foreach (AblationRow row in result.Rows)
            table.AddRow(Figures.Of(row).Select(cell => new Text(cell)));
        console.WriteLine();
        console.Write(table);
        foreach (string note in Figures.Notes(result))
            console.WriteLine(note);
    }
}
