using MusicGenre.MLNet.Training;

namespace MusicGenre.MLNet.Evaluation.Reports.Html;

/// <summary>Loss over epochs, of networks that were trained as a whole.</summary>
internal static class LearningSection
{
    private const double Left = 36, Top = 8, Width = 250, Height = 130;

    public static void Write(HtmlText html, EvaluationReport report)
    {
        if (report.Result.Origin?.Training?.LearningCurves is not { Count: > 0 } curves)
            return;
        html.Add($"""
            <section>
            <h2>Learning curves</h2>
            <p class="small soft">Mean loss in nats over epochs: solid on the training part (augmented), dashed on the part that stops the training. The upright line marks the epoch that was kept.</p>
            <div class="pair">
            """);
        double highest = curves.Max(c => c.Epochs.Max(e => Math.Max(e.Loss, e.ValidationLoss ?? 0)));
        foreach (LearningCurve curve in curves)
            Curve(html, curve, highest);
        html.Add($"</div></section>");
    }

    private static void Curve(HtmlText html, LearningCurve curve, double highest)
    {
        double bottom = Top + Height;
        double X(int epoch) => Left + (curve.Epochs.Count == 1 ? 0.5 : (double)epoch / (curve.Epochs.Count - 1)) * Width;
        double Y(double loss) => bottom - loss / highest * Height;
        // An epoch that was not validated has no point there.
        string Points(Func<LearningEpoch, double?> value) =>
            string.Join(' ', curve.Epochs.Index().Where(e => value(e.Item) is not null).Select(e => ReportWords.Invariant($"{X(e.Index):0.#},{Y(value(e.Item)!.Value):0.#}")));
        double kept = X(Math.Clamp(curve.BestEpoch - 1, 0, curve.Epochs.Count - 1));
        html.Add($"""
            <figure><figcaption>{curve.Name}: epoch {curve.BestEpoch} of {curve.Epochs.Count} kept, {100 * curve.Epochs[Math.Clamp(curve.BestEpoch - 1, 0, curve.Epochs.Count - 1)].ValidationAccuracy:0.0}&nbsp;% right on the stopping part</figcaption>
            <svg viewBox="0 0 {Left + Width + 20} {bottom + 20}" role="img" aria-label="Learning curve of {curve.Name}">
            <line class="grid" x1="{Left}" x2="{Left + Width}" y1="{Top}" y2="{Top}"/><text x="{Left - 5}" y="{Top + 6}" text-anchor="end">{highest:0.0}</text>
            <line class="axis" x1="{Left}" x2="{Left + Width}" y1="{bottom}" y2="{bottom}"/><text x="{Left - 5}" y="{bottom + 4}" text-anchor="end">0</text>
            <line class="ideal" x1="{kept:0.#}" x2="{kept:0.#}" y1="{Top}" y2="{bottom}"/><text x="{Left}" y="{bottom + 15}">1</text><text x="{Left + Width}" y="{bottom + 15}" text-anchor="end">{curve.Epochs.Count}</text>
            <polyline class="line" points="{Points(e => e.Loss)}"/><polyline class="line second" points="{Points(e => e.ValidationLoss)}"/></svg></figure>
            """);
    }
}
