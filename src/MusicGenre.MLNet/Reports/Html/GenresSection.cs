using MusicGenre.MLNet.Evaluation;

namespace MusicGenre.MLNet.Reports.Html;

/// <summary>Precision, recall and F1 of each genre.</summary>
internal static class GenresSection
{
    public static void Write(HtmlText html, EvaluationMetrics metrics)
    {
        html.Add($"""
            <section class="grow">
            <h2>Genre by genre</h2>
            <p class="small soft">Precision: how much of what was called so is so. Recall: how much of the genre was found. F1: the harmonic
            mean of the two.</p>
            <div class="scroll"><table class="list wide"><thead><tr><th>genre</th><th class="num">tracks</th><th class="num">precision</th>
            <th class="num">recall</th><th class="num">F1</th><th class="spare" style="width:30%"></th></tr></thead><tbody>
            """);
        foreach (GenreMetrics genre in metrics.PerGenre)
            html.Add($"""
                <tr><td class="name" title="{genre.Genre}">{genre.Genre}</td><td class="num">{genre.Support}</td>
                <td class="num">{genre.Precision:0.00}</td><td class="num">{genre.Recall:0.00}</td><td class="num">{genre.F1:0.00}</td>
                <td class="spare"><span class="bar" style="--s:{genre.F1:0.###}"></span></td></tr>
                """);
        html.Add($"</tbody></table></div></section>");
    }
}
