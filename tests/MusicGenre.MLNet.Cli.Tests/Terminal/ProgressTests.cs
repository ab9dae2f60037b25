using MusicGenre.MLNet.Cli.Terminal;
using Spectre.Console;

namespace MusicGenre.MLNet.Cli.Tests.Terminal;

/// <summary>How progress looks where the output is no terminal.</summary>
public class ProgressTests
{
    [Test]
    public void Plain_progress_is_a_line_for_each_quarter()
    {
        using var output = new StringWriter();
        IAnsiConsole console = Consoles.Create(output, plain: true);
        int result = new ProgressView(console).Run("Working", report =>
        {
            report.Show("Listing", 0, 0);
            Parallel.For(1, 101, i => report.Show("Working", i, 100));
            return 42;
        });
        string[] lines = output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.That(result, Is.EqualTo(42));
        Assert.That(lines, Has.Length.InRange(1, 4));
        Assert.That(lines[^1].Trim(), Is.EqualTo("Working 100/100"));
    }

    [Test]
    public void Long_lines_are_not_wrapped_in_a_file()
    {
        using var output = new StringWriter();
        Consoles.Create(output, plain: true).WriteLine(new string('x', 400));
        Assert.That(output.ToString().TrimEnd(), Has.Length.EqualTo(400));
    }
}
