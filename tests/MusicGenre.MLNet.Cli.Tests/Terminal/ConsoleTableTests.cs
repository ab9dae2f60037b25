using MusicGenre.MLNet.Cli.Output;
using MusicGenre.MLNet.Cli.Terminal;
using Spectre.Console;

namespace MusicGenre.MLNet.Cli.Tests.Terminal;

/// <summary>How tables look on consoles of several widths.</summary>
public sealed class ConsoleTableTests
{
    private static readonly TextTable Example = new()
    {
        Columns = TextTable.ColumnsOf(2, "model", "kind", "top-1", "top-2"),
        Rows = [["mobile", "head on frozen backbone", "81.3 % (73.2–87.5)", "93.8 % (88.4–97.3)"]],
    };

    [TestCase(100, "| mobile | head on frozen backbone | 81.3 % (73.2–87.5) | 93.8 % (88.4–97.3) |")]
    [TestCase(45, "|mobile|head on     |     81.3 %|     93.8 %|", "|      |frozen      |(73.2–87.5)|(88.4–97.3)|")]
    [TestCase(30, "mobile", "  kind   head on frozen", "  top-1  81.3 % (73.2–87.5)")]
    public void No_number_is_broken(int width, params string[] expected)
    {
        using var output = new StringWriter();
        IAnsiConsole console = Consoles.Create(output, plain: true);
        console.Profile.Width = width;
        ConsoleTable.Show(console, Example);
        string[] lines = [.. output.ToString().Split('\n').Select(line => line.TrimEnd())];
        Assert.That(lines.Select(line => line.Length), Is.All.LessThanOrEqualTo(width));
        Assert.That(lines, Is.SupersetOf(expected), output.ToString());
    }

    [TestCase("75.0 % (67.0–83.0)", "75.0 %", "(67.0–83.0)")]
    [TestCase("4 min 05 s", "4 min", "05 s")]
    [TestCase("+0.010 (−0.020 to +0.040)", "+0.010", "(−0.020", "to +0.040)")]
    [TestCase("top-1: no effect", "top-1:", "no", "effect")]
    [TestCase("", "")]
    public void A_cell_is_broken_where_it_reads_well(string text, params string[] pieces)
        => Assert.That(TextTable.Pieces(text), Is.EqualTo(pieces));
}
