using System.CommandLine;
using System.Text.RegularExpressions;
using MusicGenre.MLNet.Cli.Tests.TestSupport;
using MusicGenre.MLNet.TorchCli;

namespace MusicGenre.MLNet.Cli.Tests;

/// <summary>The commands that the pages show are commands of the tool, with options that it has.</summary>
public sealed partial class DocumentationTests
{
    private static IEnumerable<TestCaseData> Commands =>
        from page in RepositoryPages.All
        from match in Shown().Matches(RepositoryPages.Read(page))
        let command = Blanks().Replace(match.Groups["command"].Value, " ").Trim()
        where command is not ("" or "…")
        select new TestCaseData(match.Groups["torch"].Success, command).SetArgDisplayNames(page, command);

    [TestCaseSource(nameof(Commands))]
    public void A_command_of_a_page_is_understood(bool torch, string command)
    {
        var session = Session.Of(TextWriter.Null, TextWriter.Null, TextWriter.Null);
        Tool tool = torch ? TorchTool.Create(session) : new Tool("musicgenre", session, new NoNetworks());
        ParseResult result = tool.Root.Parse(
            [.. Word().Matches(command).Select(word => word.Value.Replace("'", ""))],
                new ParserConfiguration { ResponseFileTokenReplacer = null });
        Assert.That(result.Errors.Select(error => error.Message), Is.Empty);
        Assert.That(result.UnmatchedTokens, Is.Empty);
    }

    [Test]
    public void The_pages_show_commands_of_both_tools()
    {
        Assert.That(Commands.Select(test => test.Arguments[0]), Has.Some.EqualTo(true).And.Some.EqualTo(false));
        Assert.That(Commands.Count(), Is.GreaterThan(20));
    }

    // Whole commands, in a line or in a block of code; the short ones of tables, which begin with the tool's command; and those of the
    // installed tool.
    [GeneratedRegex(
        @"--project (src/MusicGenre\.MLNet\.Cli|(?<torch>tools/TorchCli)) --(?<command>[^`]*?)(`|\n```)"
        + @"|`(?<command>(crossvalidate|evaluate|augment (gallery|write|ablation)) [^`]*)`"
        + @"|(^|`)musicgenre(?<torch>-torch)? (?<command>[^`#\n]+)", RegexOptions.Multiline)]
    private static partial Regex Shown();

    // As a shell reads it: what is in single quotes is one word.
    [GeneratedRegex(@"('[^']*'|\S)+")]
    private static partial Regex Word();

    [GeneratedRegex(@"\s+\\?\s*")]
    private static partial Regex Blanks();
}
