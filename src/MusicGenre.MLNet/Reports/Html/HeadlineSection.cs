using MusicGenre.MLNet.Evaluation;
using MusicGenre.MLNet.Evaluation.Calibration;

namespace MusicGenre.MLNet.Reports.Html;

/// <summary>The heading, and the figures that matter most with their interval.</summary>
internal static class HeadlineSection
{
    public static void Write(HtmlText html, EvaluationReport report)
    {
        ClassificationMetrics metrics = report.Result.Metrics;
        ConfidenceInterval interval = metrics.Top1Interval;
        // What always naming the genre with most tracks would reach.
        int largest = metrics.PerGenre.Max(g => g.Support);
        double chance = (double)largest / metrics.Count;
        string range = ReportWords.Interval(interval);
        string figures = $"Right: {ReportWords.Percent(metrics.Top1)}, 95 % interval {range}; always the most common genre: {ReportWords.Percent(chance)}";
        html.Add($"""
            <header>
            <h1>{report.Title}</h1>
            """);
        if (report.Result.Origin is { } origin)
            html.Add($"""<p class="soft">Backbone {origin.Backbone}, {origin.Created:yyyy-MM-dd HH:mm} UTC</p>""");
        html.Add($"""
            </header>
            <section>
            <div class="lead"><strong>{100 * metrics.Top1:0.0}&nbsp;%</strong><span>of {metrics.Count} tracks in {metrics.Genres.Count} genres named
            right.<br><span class="soft">95 % interval {range}; {report.Result.Split}.</span></span></div>
            <div class="range" role="img" aria-label="{figures}">
            <i style="left:{100 * interval.Lower:0.##}%;width:{100 * (interval.Upper - interval.Lower):0.##}%"></i>
            <b style="left:{100 * metrics.Top1:0.##}%"></b><u style="left:{100 * chance:0.##}%"></u>
            <span style="left:min({100 * chance:0.##}%,100% - 16rem)">always the most common genre: {100 * chance:0.0}&nbsp;%</span>
            </div>
            <dl class="facts">
            """);
        Fact(html, "among the first two", ReportWords.Percent(metrics.TopK(2)), ReportWords.Interval(metrics.TopKInterval(2)));
        Fact(html, "among the first three", ReportWords.Percent(metrics.TopK(3)), ReportWords.Interval(metrics.TopKInterval(3)));
        Fact(html, "macro F1", ReportWords.Fixed(metrics.MacroF1), "every genre counts the same");
        Fact(html, "log-loss", ReportWords.Fixed(metrics.LogLoss), ReportWords.Invariant($"guessing: {Math.Log(metrics.Genres.Count):0.000}"));
        if (report.Calibration is { } calibration)
            Fact(html, "calibration error", ReportWords.Fixed(calibration.Before.ExpectedError),
                ReportWords.Invariant($"{calibration.After.ExpectedError:0.000} after scaling, {Reliability.DefaultBins} bins"));
        if (report.Result.Origin?.Random is { } random)
            Fact(html, "if split at random", ReportWords.Percent(random.Metrics.Top1), ReportWords.Interval(random.Metrics.Top1Interval));
        html.Add($"</dl>");
        if (report.CrossValidation is { } folds)
            Folds(html, folds);
        html.Add($"</section>");
    }

    private static void Fact(HtmlText html, string name, string value, string remark)
        => html.Add($"<div><dt>{name}</dt><dd>{value}<small>{remark}</small></dd></div>");

    private static void Folds(HtmlText html, CrossValidationResult result)
    {
        IEnumerable<string> folds = result.Folds.Select(f => $"{f.Name} {ReportWords.Percent(f.Result.Metrics.Top1)} of {f.Result.Metrics.Count}");
        html.Add($"""<p class="small soft" style="margin:1rem 0 0">Fold by fold: {string.Join("; ", folds)}.</p>""");
    }
}
