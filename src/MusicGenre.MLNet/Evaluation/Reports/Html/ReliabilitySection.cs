using MusicGenre.MLNet.Evaluation.Calibration;

namespace MusicGenre.MLNet.Evaluation.Reports.Html;

/// <summary>The reliability diagram before and after temperature scaling.</summary>
internal static class ReliabilitySection
{
    private const double Left = 38, Top = 8, Side = 250, Strip = 46, Gap = 10;

    public static void Write(HtmlText html, EvaluationReport report)
    {
        html.Add($"""
            <section>
            <h2>Can its probabilities be taken at their word?</h2>
            """);
        if (report.Calibration is not { } calibration)
        {
            html.Add($"<p>There are too few tracks to tell.</p></section>");
            return;
        }
        double confidence = calibration.Before.MeanConfidence, accuracy = report.Result.Metrics.Top1;
        html.Add($"""
            <p>On average it is {100 * confidence:0.0}&nbsp;% sure and {100 * accuracy:0.0}&nbsp;% right, so it is {(confidence > accuracy ? "too sure" : "too modest")} by {100 * Math.Abs(confidence - accuracy):0.0} points.
            The expected calibration error over {calibration.Before.Bins.Count} bins of equal width is <strong>{calibration.Before.ExpectedError:0.000}</strong>,
            and <strong>{calibration.After.ExpectedError:0.000}</strong> after temperature scaling (log-loss {calibration.Before.LogLoss:0.000} and {calibration.After.LogLoss:0.000}).</p>
            <div class="pair">
            """);
        Diagram(html, "As the classifier answers", calibration.Before);
        Diagram(html, "After temperature scaling", calibration.After);
        html.Add($"""
            </div>
            <p class="small soft" style="margin-top:.75rem">Bars: the share of tracks that were right, over the probability of the answer; red frames: how far from the mean probability of the bin; below: how many tracks.
            Temperatures never saw the tracks they are measured on: {calibration.Method}. They are {string.Join(", ", calibration.PerPart.Select(t => ReportWords.Invariant($"{t.Temperature:0.00}")))}; for new music use {calibration.Overall.Temperature:0.00}. With few tracks the error is above 0 by chance alone.</p>
            </section>
            """);
    }

    private static void Diagram(HtmlText html, string title, Reliability reliability)
    {
        double bottom = Top + Side, strip = bottom + Gap + 18;
        html.Add($"""<figure><figcaption>{title}: error {reliability.ExpectedError:0.000}</figcaption><svg viewBox="0 0 {Left + Side + 20} {strip + Strip + 20}" role="img" aria-label="Reliability diagram: {title}, expected calibration error {reliability.ExpectedError:0.000}">""");
        for (int i = 0; i <= 4; i++)
        {
            double at = i / 4.0;
            html.Add($"""<line class="grid" x1="{Left}" x2="{Left + Side}" y1="{bottom - at * Side}" y2="{bottom - at * Side}"/><text x="{Left - 5}" y="{bottom - at * Side + 4}" text-anchor="end">{100 * at:0}&nbsp;%</text><text x="{Left + at * Side}" y="{bottom + 14}" text-anchor="middle">{100 * at:0}&nbsp;%</text>""");
        }
        int most = Math.Max(1, reliability.Bins.Max(bin => bin.Count));
        foreach (ReliabilityBin bin in reliability.Bins.Where(bin => bin.Count > 0))
        {
            double x = Left + bin.Lower * Side + 1, width = (bin.Upper - bin.Lower) * Side - 2;
            double right = bottom - bin.Accuracy * Side, sure = bottom - bin.Confidence * Side, tall = Math.Max(1, Strip * bin.Count / most);
            html.Add($"""<g><title>{100 * bin.Lower:0}–{100 * bin.Upper:0}&nbsp;%: {bin.Count} tracks, {100 * bin.Confidence:0.0}&nbsp;% sure, {100 * bin.Accuracy:0.0}&nbsp;% right</title><rect class="fill" x="{x:0.#}" y="{right:0.#}" width="{width:0.#}" height="{bottom - right:0.#}"/><rect class="gap" x="{x + 1:0.#}" y="{Math.Min(right, sure):0.#}" width="{width - 2:0.#}" height="{Math.Abs(right - sure):0.#}"/><rect class="fill" x="{x:0.#}" y="{strip + Strip - tall:0.#}" width="{width:0.#}" height="{tall:0.#}"/></g>""");
        }
        html.Add($"""
            <line class="ideal" x1="{Left}" y1="{bottom}" x2="{Left + Side}" y2="{Top}"/><line class="axis" x1="{Left}" x2="{Left + Side}" y1="{bottom}" y2="{bottom}"/>
            <line class="axis" x1="{Left}" x2="{Left + Side}" y1="{strip + Strip}" y2="{strip + Strip}"/><text x="{Left - 5}" y="{strip + 8}" text-anchor="end">{most}</text>
            <text x="{Left + Side / 2}" y="{strip + Strip + 14}" text-anchor="middle">probability of the answer</text></svg></figure>
            """);
    }
}
