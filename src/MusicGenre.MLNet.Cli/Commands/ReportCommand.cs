using System.CommandLine;

namespace MusicGenre.MLNet.Cli.Commands;

/// <summary>The command <c>report</c>: <c>evaluate</c> that writes a report.</summary>
internal sealed class ReportCommand : EvaluateCommand
{
    /// <summary>Creates the command.</summary>
    public ReportCommand(Session session)
        : base(
            session,
            "report",
            "Measure a model like evaluate and write a report: a web page, pictures, JSON, CSV, a model card.",
            new ResultOptions(Output()))
    {
    }

    private static Option<string?> Output()
    {
        Option<string?> option = CommonOptions.Text("--output", "DIR", "The folder of the report.", "-o");
        option.Required = true;
        return option;
    }
}
