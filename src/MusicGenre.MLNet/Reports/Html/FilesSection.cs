namespace MusicGenre.MLNet.Reports.Html;

/// <summary>What was skipped and why, and what made the figures.</summary>
internal static class FilesSection
{
    public static void Write(HtmlText html, EvaluationReport report)
    {
        (string Path, string Reason)[] skipped = [.. ReportWords.Skipped(report)];
        string count = skipped.Length switch
        {
            0 => "None: every file that was found was used.",
            1 => "One file was found and not used.",
            _ => $"{skipped.Length} files were found and not used.",
        };
        html.Add($"""
            <section>
            <h2>Skipped files</h2>
            <p class="small soft">{count}</p>
            """);
        if (skipped.Length > 0)
        {
            html.Add($"""<div class="scroll"><table class="list wide small"><thead><tr><th>file</th><th>reason</th></tr></thead><tbody>""");
            foreach ((string path, string reason) in skipped)
                html.Add($"<tr><td>{path}</td><td>{reason}</td></tr>");
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
