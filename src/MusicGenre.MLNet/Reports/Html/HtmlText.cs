using System.Globalization;
using System.Net;
using System.Runtime.CompilerServices;
using System.Text;

namespace MusicGenre.MLNet.Reports.Html;

/// <summary>
/// HTML as it grows. Whatever is put into the holes of an interpolated string is encoded, in the invariant culture, so that no name of a
/// file or genre can become markup; only <see cref="Markup"/> goes in as it is.
/// </summary>
internal sealed class HtmlText
{
    private readonly StringBuilder _text = new();

    /// <summary>Adds markup with encoded values in its holes.</summary>
    public void Add([InterpolatedStringHandlerArgument("")] ref Handler markup) => _text.Append('\n');

    /// <summary>
    /// Adds charts, and what they show, side by side where there is room. A chart is no wider than it was drawn, so that its text is no
    /// larger than the page's.
    /// </summary>
    public void AddCharts(IEnumerable<string> svgs, string legend)
    {
        Add($"""<div class="charts">""");
        foreach (string svg in svgs)
            Add($"{new Markup(svg)}");
        Add($"""<p class="small soft">{legend}</p></div>""");
    }

    /// <inheritdoc/>
    public override string ToString() => _text.ToString();

    /// <summary>Text that is markup already.</summary>
    public readonly record struct Markup(string Text);

    /// <summary>Encodes the holes.</summary>
    [InterpolatedStringHandler]
    public readonly ref struct Handler
    {
        private readonly StringBuilder _text;

        public Handler(int literalLength, int formattedCount, HtmlText html) => _text = html._text;

        public void AppendLiteral(string markup) => _text.Append(markup);

        public void AppendFormatted(Markup markup) => _text.Append(markup.Text);

        public void AppendFormatted<T>(T value) => AppendFormatted(value, null);

        public void AppendFormatted<T>(T value, string? format)
            => _text.Append(WebUtility.HtmlEncode(
                value is IFormattable number ? number.ToString(format, CultureInfo.InvariantCulture) : value?.ToString()));
    }
}
