using MusicGenre.MLNet.Data;

namespace MusicGenre.MLNet.Evaluation.Reports.Html;

/// <summary>What was skipped and why, and what made the figures.</summary>
internal static class FilesSection
{
    public static void Write(HtmlText html, EvaluationReport report)
    {
        IReadOnlyList<SkippedFile> skipped = report.Result.Skipped;
        html.Add($"""
            <section>
            <h2>Skipped files</h2>
            <p class="small soft">{(skipped.Count == 0 ? "None: every file that was found was used." : skipped.Count == 1 ? "One file was found and not used." : $"{skipped.Count} files were found and not used.")}</p>
            """);
        if (skipped.Count > 0)
        {
            html.Add($"""<div class="scroll"><table class="list wide small"><thead><tr><th>file</th><th>reason</th></tr></thead><tbody>""");
            foreach (SkippedFile file in skipped)
                html.Add($"<tr><td>{ReportWords.Relative(report, file)}</td><td>{file.Reason}</td></tr>");
            html.Add($"</tbody></table></div>");
        }
        html.Add($"""
            </section>
            <section>
            <h2>What made these figures</h2>
            <table class="list wide small settings"><tbody>
            """);
        foreach ((string name, string value) in ReportWords.Settings(report))
            html.Add($"""<tr><th scope="row">{name}</th><td>{value}</td></tr>""");
        html.Add($"</tbody></table></section>");
    }
}
