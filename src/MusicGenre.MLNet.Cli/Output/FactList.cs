using MusicGenre.MLNet.Cli.Terminal;
using Spectre.Console;

namespace MusicGenre.MLNet.Cli.Output;

/// <summary>Shows names and what is behind them, a line each; long ones go on below themselves.</summary>
internal static class FactList
{
    /// <summary>Shows the facts; those without a value are left out.</summary>
    public static void Show(IAnsiConsole console, IEnumerable<(string Name, string? Value)> facts)
    {
        (string Name, string Value)[] known = [.. facts.Where(fact => fact.Value is not null).Select(fact => (fact.Name, fact.Value!))];
        if (Consoles.IsPlain(console))
        {
            int width = known.Max(fact => fact.Name.Length);
            foreach ((string name, string value) in known)
                console.WriteLine($"{name.PadRight(width)}  {value}");
            return;
        }
        var grid = new Grid().AddColumn(new GridColumn { NoWrap = true, Padding = new Padding(0, 0, 2, 0) }).AddColumn(new GridColumn());
        foreach ((string name, string value) in known)
            grid.AddRow(new Text(name), new Text(value));
        console.Write(grid);
    }
}
