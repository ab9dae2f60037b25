using MusicGenre.MLNet.Evaluation;

namespace MusicGenre.MLNet.Reports.Html;

/// <summary>The confusion matrix as a heat map, in counts or in shares of the row.</summary>
internal static class ConfusionSection
{
    // Share of the row above which the text is light.
    private const double Hot = 0.7;

    // More genres than this get smaller cells.
    private const int Many = 16;

    public static void Write(HtmlText html, ConfusionMatrix matrix)
    {
        html.Add($"""
            <section>
            <h2>What was taken for what</h2>
            <p class="small soft">A row for each true genre, a column for what it was taken for. Color is the share of the row. The framed
            diagonal is right.</p>
            <input class="pick" type="radio" name="matrix" id="by-count" checked><label class="tab" for="by-count">tracks</label>
            <input class="pick" type="radio" name="matrix" id="by-share"><label class="tab" for="by-share">share of the row, %</label>
            <div class="scroll"><table class="matrix{(matrix.Genres.Count > Many ? " many" : "")}">
            <thead><tr><th></th>
            """);
        foreach (string genre in matrix.Genres)
            html.Add($"""<th scope="col" title="{genre}"><span>{genre}</span></th>""");
        html.Add($"</tr></thead><tbody>");
        for (int row = 0; row < matrix.Genres.Count; row++)
        {
            html.Add($"""<tr><th scope="row" title="{matrix.Genres[row]}">{matrix.Genres[row]}</th>""");
            for (int column = 0; column < matrix.Genres.Count; column++)
                Cell(html, matrix, row, column);
            html.Add($"</tr>");
        }
        html.Add($"</tbody></table></div></section>");
    }

    private static void Cell(HtmlText html, ConfusionMatrix matrix, int row, int column)
    {
        int count = matrix[row, column];
        double share = matrix.RowShare(row, column);
        string kind = (count == 0 ? "zero" : share >= Hot ? "hot" : "") + (row == column ? " hit" : "");
        string said = ReportWords.Invariant($"{count} of {matrix.RowTotal(row)} ({100 * share:0} %)");
        html.Add($"""
            <td class="{kind}" style="--s:{share:0.###}" title="{matrix.Genres[row]} taken for {matrix.Genres[column]}: {said}"><span
            class="count">{count}</span><span class="share">{100 * share:0}</span></td>
            """);
    }
}
