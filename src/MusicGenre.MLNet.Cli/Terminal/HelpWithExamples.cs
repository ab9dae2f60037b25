using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using MusicGenre.MLNet.Cli.Commands;

namespace MusicGenre.MLNet.Cli.Terminal;

/// <summary>The help of a command, and examples below it.</summary>
internal sealed class HelpWithExamples : SynchronousCommandLineAction
{
    // Longer lines are hard to read, however wide the window is.
    private const int MostColumns = 120;
    private const int ColumnsOfFiles = 100;

    private readonly HelpAction _help;

    private HelpWithExamples(HelpAction help) => _help = help;

    /// <summary>Adds the examples to the help of a command and all below it.</summary>
    public static void AddTo(RootCommand root)
    {
        foreach (HelpOption option in root.Options.OfType<HelpOption>())
            if (option.Action is HelpAction help)
                option.Action = new HelpWithExamples(help);
    }

    /// <inheritdoc/>
    public override bool ClearsParseErrors => true;

    /// <inheritdoc/>
    public override int Invoke(ParseResult parseResult)
    {
        _help.MaxWidth = Console.IsOutputRedirected ? ColumnsOfFiles : Math.Min(Console.WindowWidth, MostColumns);
        int exitCode = _help.Invoke(parseResult);
        if (parseResult.CommandResult.Command is not ToolCommand { Examples: { Count: > 0 } examples })
            return exitCode;
        TextWriter output = parseResult.InvocationConfiguration.Output;
        output.WriteLine("Examples:");
        foreach (Example example in examples)
        {
            output.WriteLine($"  {RootCommand.ExecutableName} {example.CommandLine}");
            output.WriteLine($"      {example.Effect}");
        }
        output.WriteLine();
        return exitCode;
    }
}
