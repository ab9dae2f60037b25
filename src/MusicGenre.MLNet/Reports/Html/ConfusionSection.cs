using MusicGenre.MLNet.Common;
using MusicGenre.MLNet.Evaluation;
using MusicGenre.MLNet.Reports.Figures;

namespace MusicGenre.MLNet.Reports.Html;

/// <summary>
/// The confusion matrix as a heat map, in counts or in shares of the row; of very many genres, whose matrix no browser would bear, what was
/// most often taken for what.
/// </summary>
internal static class ConfusionSection
{
    // Share of the row above which the text is light.
    private const double Hot = 0.7;

    // More genres than this get smaller cells.
    private const int Many = 16;

    // What is listed of a matrix that is too large.
    private const int MostPairs = 50;

    public static void Write(HtmlText html, ConfusionMatrix matrix)
    {
        if (matrix.Genres.Count > ConfusionMatrixFigure.MostGenres)
            WritePairs(html, matrix);
        else
            WriteMatrix(html, matrix);
    }

    private static void WritePairs(HtmlText html, ConfusionMatrix matrix)
    {
        int genres = matrix.Genres.Count;
        var pairs = Enumerable.Range(0, genres)
            .SelectMany(row => Enumerable.Range(0, genres).Select(column => (Row: row, Column: column, Count: matrix[row, column])))
            .Where(pair => pair.Row != pair.Column && pair.Count > 0)
            .OrderByDescending(pair => pair.Count).ThenBy(pair => pair.Row).ThenBy(pair => pair.Column).Take(MostPairs);
        html.Add($"""
            <section>
            <h2>What was taken for what</h2>
            <p class="small soft">The most frequent mistakes; a matrix of {Counted.Of(genres, "genre")} has no room on a page. All are in
            confusion.csv.</p>
            <div class="scroll"><table><thead><tr><th scope="col">genre</th><th scope="col">taken for</th><th scope="col">tracks</th></tr></thead>
            <tbody>
            """);
        foreach ((int row, int column, int count) in pairs)
            html.Add($"""<tr><td>{matrix.Genres[row]}</td><td>{matrix.Genres[column]}</td><td>{count} of {matrix.RowTotal(row)}</td></tr>""");
        html.Add($"</tbody></table></div></section>");
    }

    private static void WriteMatrix(HtmlText html, ConfusionMatrix matrix)
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
