using System.CommandLine;
using System.Diagnostics;
using System.Text.Json;
using MusicGenre.MLNet.Cli.Output;
using MusicGenre.MLNet.Reports;

namespace MusicGenre.MLNet.Cli.Commands;

/// <summary>What becomes of figures: they are shown, and with <c>--json</c> and <c>--report</c> written.</summary>
internal sealed class ResultOptions
{
    private readonly Option<string?> _json = CommonOptions.Text("--json", "OUT", "Write the results to this file, for programs.");

    private readonly Option<string?> _report;

    /// <summary>Creates the options.</summary>
    /// <param name="report">The option that names the report's folder.</param>
    public ResultOptions(Option<string?> report) => _report = report;

    /// <summary>Creates the option <c>--report</c>.</summary>
    /// <param name="more">What else it does.</param>
    public static Option<string?> Report(string more = "")
        => CommonOptions.Text("--report", "DIR", $"Write a report into this folder: a web page, pictures, JSON, CSV, a model card.{more}");

    /// <summary>Creates the options of a command that trains.</summary>
    public static ResultOptions OfTraining() => new(Report(" It also looks for near-identical recordings."));

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command)
    {
        command.Add(_json);
        command.Add(_report);
    }

    /// <summary>Whether a report is asked for.</summary>
    public bool WantsReport(ParseResult parsed) => parsed.GetValue(_report) is not null;

    /// <summary>
    /// Creates the folders of the files that are asked for, so that a long run does not fail at its end, and starts the clock.
    /// </summary>
    public Stopwatch Begin(ParseResult parsed)
    {
        OutputFile.EnsureFoldersOf(parsed.GetValue(_json));
        OutputFile.EnsureFolder(parsed.GetValue(_report), $"The report in {parsed.GetValue(_report)}");
        return Stopwatch.StartNew();
    }

    /// <summary>Shows the figures, and writes what is asked for.</summary>
    /// <returns>The exit code.</returns>
    public int Finish(ParseResult parsed, Session session, RunOutcome run, int seed, Stopwatch clock, CancellationToken cancellationToken)
    {
        new ResultView(session.Output).Show(run);
        if (parsed.GetValue(_json) is { } json)
        {
            OutputFile.Write(json, JsonSerializer.Serialize(RunResults.From(run, seed, clock.Elapsed), Json.Indented.RunResults) + "\n");
            session.Note($"Results in {Path.GetFullPath(json)}");
        }
        if (parsed.GetValue(_report) is { } folder)
        {
            EvaluationReport report = run.ToReport();
            IReadOnlyList<string> files = session.Progress.Run("Reporting", _ => report.Save(folder, cancellationToken));
            new TrustView(session.Output).Show(report);
            session.Note($"Report of {files.Count} files: {Path.GetFullPath(files[0])}");
        }
        session.Note($"Done in {Words.Duration(clock.Elapsed)}.");
        return ExitCode.Of(1, run.Skipped.Count);
    }
}
