using MusicGenre.MLNet.Reports.Figures;

namespace MusicGenre.MLNet.Reports.Html;

/// <summary>How far probabilities can be taken at their word, before and after temperature scaling.</summary>
internal static class ReliabilitySection
{
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
        string temperatures = string.Join(", ", calibration.PerPart.Select(t => ReportWords.Invariant($"{t.Temperature:0.00}")));
        html.Add($"""
            <p>On average it is {100 * confidence:0.0}&nbsp;% sure and {100 * accuracy:0.0}&nbsp;% right, so it is
            {(confidence > accuracy ? "too sure" : "too modest")} by {100 * Math.Abs(confidence - accuracy):0.0} points.
            The expected calibration error over {calibration.Before.Bins.Count} bins of equal width is
            <strong>{calibration.Before.ExpectedError:0.000}</strong>, and <strong>{calibration.After.ExpectedError:0.000}</strong> after
            temperature scaling (log-loss {calibration.Before.LogLoss:0.000} and {calibration.After.LogLoss:0.000}).</p>
            """);
        if (report.HasDiagram)
        {
            html.AddCharts(
                ReliabilityFigure.RenderSvgs(calibration),
                "Bars: the share of tracks that were right, over the probability of the answer. Red frames: how far from the mean "
                + "probability of the bin. Below: how many tracks.");
        }
        else
        {
            html.Add($"""
                <p>There is no diagram: with {report.Result.Tracks.Count} tracks in {calibration.Before.Bins.Count} bins, most bars would
                stand for a handful of tracks and show chance. It is drawn from {EvaluationReport.LeastForDiagram} tracks on.</p>
                """);
        }
        html.Add($"""
            <p class="small soft">Temperatures never saw the tracks they are measured on: {calibration.Method}. They are {temperatures};
            for new music use {calibration.Overall.Temperature:0.00}. With few tracks the error is above 0 by chance alone.</p>
            </section>
            """);
    }
}
