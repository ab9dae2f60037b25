using System.CommandLine;
using MusicGenre.MLNet.Cli;
using MusicGenre.MLNet.Cli.Commands;

namespace MusicGenre.MLNet.TorchCli;

/// <summary>The tool with the add-on: all its commands, whole networks in them, and what only the add-on can do.</summary>
internal static class TorchTool
{
    /// <summary>Creates the tool.</summary>
    /// <param name="session">Where it writes.</param>
    public static Tool Create(Session session)
    {
        var tool = new Tool(
            "Tells the genres of music, and trains whole networks for it: musicgenre with the add-on.", session, new TorchLearners());
        tool.Root.Add(new NetworkCommand(session));
        Option<bool> selfCheck = CommonOptions.Flag(
            "--self-check", "Only say which processor and libraries are here and whether they compute rightly; exit code 1 if not.");
        tool.Root.Add(selfCheck);
        tool.Root.SetAction(parsed =>
        {
            if (parsed.GetValue(selfCheck))
                return new SelfCheckReport(session.Results).Write() ? ExitCode.Success : ExitCode.Failure;
            session.Error.WriteLine("Name a command. Try --help.");
            return ExitCode.UsageError;
        });
        return tool;
    }
}
