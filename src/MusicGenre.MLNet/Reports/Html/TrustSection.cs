using MusicGenre.MLNet.Common;
using MusicGenre.MLNet.Data;
using MusicGenre.MLNet.Evaluation;
using MusicGenre.MLNet.Evaluation.Duplicates;
using MusicGenre.MLNet.Evaluation.Leaks;

namespace MusicGenre.MLNet.Reports.Html;

/// <summary>
/// How the split was grouped and what that means: the leak check, the random split for comparison, near-identical recordings.
/// </summary>
internal static class TrustSection
{
    private const int MostPairs = 100;

    public static void Write(HtmlText html, EvaluationReport report)
    {
        html.Add($"""
            <section>
            <h2>How far to trust these figures</h2>
            <p>Split: {report.Result.Split}. {report.Result.Origin?.Check.Meaning}</p>
            """);
        if (report.Result.Origin is not { } origin)
        {
            html.Add($"""
                <p class="warn">These results were put together by hand, so nothing is known here of what the classifier learned from.</p>
                </section>
                """);
            return;
        }
        foreach (string warning in origin.Check.Warnings.Concat(origin.Training?.Warnings ?? []))
            html.Add($"""<p class="warn">{warning}</p>""");
        // Beside a warning that artists are unknown, a word of praise would read as its opposite.
        if (origin.Check is { Grouping: SplitGrouping.Artist, Warnings.Count: 0 })
            html.Add($"""<p class="fine">Checked: no artist and no recording is on both sides of a split.</p>""");
        if (report.Result.Random is { } random)
            Random(html, report.Result, origin, random);
        Duplicates(html, origin);
        html.Add($"</section>");
    }

    private static void Random(HtmlText html, EvaluationResult result, EvaluationOrigin origin, EvaluationResult random)
    {
        double difference = 100 * (random.Metrics.Top1 - result.Metrics.Top1);
        string remark = difference > 0 ? "The higher one is not what new music would show."
            : origin.Check.Grouping == SplitGrouping.Track
                ? "Where every artist is unknown and each recording is one file, the two splits differ by chance only."
                : "Here the random split was no easier.";
        html.Add($"""
            <p style="margin-top:.75rem">With a random split ({random.Split}) the same would have been reported as
            <strong>{100 * random.Metrics.Top1:0.0}&nbsp;%</strong> ({ReportWords.Interval(random.Metrics.Top1Interval)}) instead of
            {100 * result.Metrics.Top1:0.0}&nbsp;%, a difference of {difference:+0.0;−0.0;0.0} points. {remark}</p>
            """);
    }

    private static void Duplicates(HtmlText html, EvaluationOrigin origin)
    {
        if (origin.Duplicates is not { } found)
        {
            html.Add($"""<p class="small soft" style="margin:.75rem 0 0">Near-identical recordings were not looked for.</p>""");
            return;
        }
        int across = found.Pairs.Count(pair => pair.IsAcrossGenres);
        html.Add($"""
            <h3 style="margin-top:1rem">Near-identical recordings</h3>
            <p class="small">{Counted.Of(found.Pairs.Count, "pair")} among {found.Files} files ({found.Candidates} pairs of similar sound
            compared){(found.Grouped ? "; each was kept on one side of the split unless folds were given" : "")}.
            {(across > 0 ? $"Pairs in two genres, of which one label must be wrong: {across}." : "")}</p>
            """);
        if (found.Pairs.Count == 0)
            return;
        html.Add($"""
            <div class="scroll"><table class="list small"><thead><tr><th>one</th><th>the other</th><th class="num">alike</th>
            <th class="num">offset</th></tr></thead><tbody>
            """);
        foreach (DuplicatePair pair in found.Pairs.Take(MostPairs))
            html.Add($"""
                <tr><td>{pair.First}</td><td>{pair.Second}</td><td class="num">{pair.Correlation:0.00}</td>
                <td class="num">{pair.Offset.TotalSeconds:+0.0;−0.0;0.0} s</td></tr>
                """);
        html.Add($"</tbody></table></div>");
        if (found.Pairs.Count > MostPairs)
            html.Add($"""<p class="small soft">And {found.Pairs.Count - MostPairs} more, in report.json.</p>""");
    }
}
