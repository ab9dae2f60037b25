namespace MusicGenre.MLNet.Cli.Commands;

/// <summary>A command line that the help shows.</summary>
/// <param name="CommandLine">The command line, without the tool's name.</param>
/// <param name="Effect">What it does.</param>
internal sealed record Example(string CommandLine, string Effect);
