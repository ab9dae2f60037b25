using MusicGenre.MLNet.Evaluation;

namespace MusicGenre.MLNet.Reports.Html;

/// <summary>The heading, and the figures that matter most with their interval.</summary>
internal static class HeadlineSection
{
    public static void Write(HtmlText html, EvaluationReport report)
    {
        EvaluationMetrics metrics = report.Result.Metrics;
        ConfidenceInterval interval = metrics.Top1Interval;
        // What always naming the genre with most tracks would reach.
        int largest = metrics.PerGenre.Max(g => g.Support);
        double chance = (double)largest / metrics.Count;
        string range = ReportWords.Interval(interval);
        string right = ReportWords.Percent(metrics.Top1), common = ReportWords.Percent(chance);
        html.Add($"""
            <header>
            <h1>{report.Title}</h1>
            """);
        if (report.Result.Origin is { } origin)
            html.Add($"""<p class="soft">Backbone {origin.Backbone}, {origin.Created:yyyy-MM-dd HH:mm} UTC</p>""");
        html.Add($"""
            </header>
            <section>
            <div class="lead"><strong>{100 * metrics.Top1:0.0}&nbsp;%</strong>
            <span>of {metrics.Count} tracks in {metrics.Genres.Count} genres named right.<br>
            <span class="soft">95 % interval {range}; {report.Result.Split}.</span></span></div>
            <div class="range" role="img" aria-label="Right: {right}, 95 % interval {range}; always the most common genre: {common}">
            <i style="left:{100 * interval.Lower:0.##}%;width:{100 * (interval.Upper - interval.Lower):0.##}%"></i>
            <b style="left:{100 * metrics.Top1:0.##}%"></b><u style="left:{100 * chance:0.##}%"></u>
            <span style="left:min({100 * chance:0.##}%,100% - 16rem)">always the most common genre: {common}</span>
            </div>
            <dl class="facts">
            """);
        foreach ((string name, string value, string remark) in ReportWords.Measures(report))
            html.Add($"<div><dt>{name}</dt><dd>{value}<small>{remark}</small></dd></div>");
        html.Add($"</dl>");
        if (metrics.Warning is { } few)
            html.Add($"""<p class="few"><strong>{few}</strong></p>""");
        if (report.CrossValidation is { } validation)
        {
            IEnumerable<string> folds = validation.Folds.Select(
                fold => $"{fold.Name} {ReportWords.Percent(fold.Result.Metrics.Top1)} of {fold.Result.Metrics.Count}");
            html.Add($"""<p class="small soft" style="margin:1rem 0 0">Fold by fold: {string.Join("; ", folds)}.</p>""");
        }
        html.Add($"</section>");
    }
}
