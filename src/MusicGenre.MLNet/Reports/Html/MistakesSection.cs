using MusicGenre.MLNet.Common;
using MusicGenre.MLNet.Data;

namespace MusicGenre.MLNet.Reports.Html;

/// <summary>The most confidently wrong tracks, to look at and to listen to.</summary>
internal static class MistakesSection
{
    public static void Write(HtmlText html, ReportContent report, AudioLinks links, CancellationToken cancellationToken)
    {
        int wrong = report.Result.Metrics.Count - report.Result.Metrics.Hits[0];
        html.Add($"""
            <section>
            <h2>Most confidently wrong</h2>
            <p class="small soft">{report.Mistakes.Count} of {Counted.Of(wrong, "wrong track")}, the surest answers first. Wrong labels in the data
            show up here as well: listen before blaming the classifier.</p>
            <ul class="cards">
            """);
        string?[] files = report.Options.Thumbnails ? [.. report.Mistakes.Select(m => links.FileOf(m.Track))] : [];
        string?[] pictures = Thumbnail.Of(files, cancellationToken);
        for (int i = 0; i < report.Mistakes.Count; i++)
        {
            html.Add($"<li>");
            if (report.Options.Thumbnails)
                Picture(html, pictures[i], report.Mistakes[i].Track);
            Card(html, report.Mistakes[i], links);
            html.Add($"</li>");
        }
        html.Add($"</ul></section>");
    }

    private static void Picture(HtmlText html, string? picture, string track)
    {
        if (picture is null)
            html.Add($"""<div class="none">No picture: the file cannot be read from here.</div>""");
        else
            html.Add($"""<img src="{new HtmlText.Markup(picture)}" alt="Spectrogram of {track}" width="360" height="96">""");
    }

    private static void Card(HtmlText html, WrongTrack wrong, AudioLinks links)
    {
        string? address = links.AddressOf(wrong.Track);
        html.Add($"""<div class="text">""");
        if (address is null)
            html.Add($"{wrong.Track}");
        else
            html.Add($"""<a href="{address}">{wrong.Track}</a>""");
        html.Add($"""
            <div class="small">taken for <strong class="said">{wrong.Predicted}</strong> ({100 * wrong.Confidence:0.0}&nbsp;%),
            is <strong class="true">{wrong.Genre}</strong> ({100 * wrong.Probability:0.0}&nbsp;%)</div>
            """);
        if (address is not null && AudioLinks.IsPlayable(wrong.Track))
            html.Add($"""<audio controls preload="none" src="{address}"></audio>""");
        html.Add($"</div>");
    }
}
