namespace MusicGenre.MLNet.Evaluation.Reports.Html;

/// <summary>A report as one web page: style and pictures are in it, and it needs no script.</summary>
internal static class HtmlReport
{
    /// <summary>The page.</summary>
    /// <param name="report">What it shows.</param>
    /// <param name="folder">The folder that links to audio are relative to.</param>
    /// <param name="cancellationToken">Stops between two thumbnails.</param>
    public static string Render(EvaluationReport report, string folder, CancellationToken cancellationToken)
    {
        var html = new HtmlText();
        html.Add($"""
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <meta name="generator" content="MusicGenre.MLNet {ReportWords.Version}">
            <title>{report.Title}</title>
            <style>
            {new HtmlText.Markup(Styles.Sheet)}
            </style>
            </head>
            <body>
            <main>
            """);
        HeadlineSection.Write(html, report);
        TrustSection.Write(html, report);
        ConfusionSection.Write(html, report.Result.Metrics.Confusion);
        GenresSection.Write(html, report.Result.Metrics);
        ReliabilitySection.Write(html, report);
        LearningSection.Write(html, report);
        MistakesSection.Write(html, report, new AudioLinks(report.Result.Origin?.DataDirectory, folder), cancellationToken);
        FilesSection.Write(html, report);
        html.Add($"""
            </main>
            </body>
            </html>
            """);
        return html.ToString();
    }
}
