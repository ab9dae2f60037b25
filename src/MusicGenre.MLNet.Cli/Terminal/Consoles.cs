using Spectre.Console;

namespace MusicGenre.MLNet.Cli.Terminal;

/// <summary>Creates the consoles that people read.</summary>
internal static class Consoles
{
    // Nothing is wrapped in a file.
    private const int PlainWidth = 1000;

    /// <summary>
    /// Creates a console with colors and moving bars in a terminal, or with plain text where the output goes to a file or a program.
    /// </summary>
    /// <param name="writer">Where to.</param>
    /// <param name="plain">Whether it is no terminal.</param>
    public static IAnsiConsole Create(TextWriter writer, bool plain)
    {
        if (!plain)
            return AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(writer) });
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(writer),
            Ansi = AnsiSupport.No,
            ColorSystem = ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
            Enrichment = new ProfileEnrichment { UseDefaultEnrichers = false },
        });
        console.Profile.Width = PlainWidth;
        return console;
    }

    /// <summary>Whether a console shows plain text only.</summary>
    public static bool IsPlain(IAnsiConsole console) => !console.Profile.Capabilities.Ansi;
}
