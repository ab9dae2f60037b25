using MusicGenre.MLNet.Reports.Figures;

namespace MusicGenre.MLNet.Reports.Html;

/// <summary>A report as one web page: style and pictures are in it, and it needs no script.</summary>
internal static class HtmlReport
{
    /// <summary>Writes the page.</summary>
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
            {new HtmlText.Markup(Style())}
            </style>
            </head>
            <body>
            <main>
            """);
        HeadlineSection.Write(html, report);
        TrustSection.Write(html, report);
        html.Add($"""<div class="sides">""");
        ConfusionSection.Write(html, report.Result.Metrics.Confusion);
        GenresSection.Write(html, report.Result.Metrics);
        html.Add($"</div>");
        ReliabilitySection.Write(html, report);
        if (report.LearningCurves.Count > 0)
        {
            html.Add($"<section><h2>Learning curves</h2>");
            html.AddCharts(
                LearningCurvesFigure.RenderSvgs(report.LearningCurves),
                "Mean loss over epochs, lower is better: blue on the training part (augmented), red on the part that stops the training. "
                + "The upright line marks the epoch that was kept.");
            html.Add($"</section>");
        }
        MistakesSection.Write(html, report, folder, cancellationToken);
        FilesSection.Write(html, report);
        html.Add($"""
            </main>
            </body>
            </html>
            """);
        return html.ToString();
    }

    private static string Style()
    {
        using var reader = new StreamReader(typeof(HtmlReport).Assembly.GetManifestResourceStream("reports/report.css")!);
        return reader.ReadToEnd().TrimEnd();
    }
}
