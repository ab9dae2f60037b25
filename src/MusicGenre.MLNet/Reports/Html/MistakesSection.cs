using MusicGenre.MLNet.Common;

namespace MusicGenre.MLNet.Reports.Html;

/// <summary>The most confidently wrong tracks, to see and to hear.</summary>
internal static class MistakesSection
{
    private static readonly string[] Playable = [".wav", ".mp3", ".ogg", ".oga", ".opus", ".flac", ".m4a", ".aac", ".weba"];

    /// <summary>Writes the section.</summary>
    /// <param name="html">The page.</param>
    /// <param name="report">What it shows.</param>
    /// <param name="folder">The folder of the page, to which links are relative.</param>
    /// <param name="cancellationToken">Stops between two thumbnails.</param>
    public static void Write(HtmlText html, EvaluationReport report, string folder, CancellationToken cancellationToken)
    {
        int wrong = report.Result.Metrics.Count - report.Result.Metrics.Hits[0];
        html.Add($"""
            <section>
            <h2>Most confidently wrong</h2>
            <p class="small soft">{report.Mistakes.Count} of {Counted.Of(wrong, "wrong track")}, the surest answers first. Wrong labels in
            the data show up here as well: listen before blaming the classifier.</p>
            <ul class="cards">
            """);
        string? data = report.Result.Origin?.DataDirectory;
        string?[] files = [.. report.Mistakes.Select(m => data is null ? null : Path.Combine(data, m.Track))];
        string?[] pictures = Thumbnail.Of(report.Options.Thumbnails ? files : [], cancellationToken);
        for (int i = 0; i < files.Length; i++)
        {
            html.Add($"<li>");
            if (report.Options.Thumbnails)
                Picture(html, pictures[i], report.Mistakes[i].Track);
            Card(html, report.Mistakes[i], files[i] is { } file ? Address(file, folder) : null);
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

    private static void Card(HtmlText html, WrongTrack wrong, string? address)
    {
        html.Add($"""<div class="text">""");
        if (address is null)
            html.Add($"{wrong.Track}");
        else
            html.Add($"""<a href="{address}">{wrong.Track}</a>""");
        html.Add($"""
            <div class="small">taken for <strong class="said">{wrong.Predicted}</strong> ({100 * wrong.Confidence:0.0}&nbsp;%),
            is <strong class="true">{wrong.Genre}</strong> ({100 * wrong.Probability:0.0}&nbsp;%)</div>
            """);
        if (address is not null && Playable.Contains(Path.GetExtension(wrong.Track), StringComparer.OrdinalIgnoreCase))
            html.Add($"""<audio controls preload="none" src="{address}"></audio>""");
        html.Add($"</div>");
    }

    // Relative to the page where they are on one drive.
    private static string Address(string file, string folder)
    {
        string relative = Path.GetRelativePath(folder, file);
        return Path.IsPathRooted(relative)
            ? new Uri(file).AbsoluteUri
            // Each part by itself: a name may hold '#', '?', '%' or quotes.
            : string.Join('/', relative.Split(Path.DirectorySeparatorChar).Select(Uri.EscapeDataString));
    }
}
