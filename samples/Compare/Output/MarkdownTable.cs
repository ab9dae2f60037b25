using System.Text;

namespace Compare.Output;

/// <summary>A comparison as Markdown (the tables of GitHub Flavored Markdown).</summary>
internal static class MarkdownTable
{
    /// <summary>The table and its footnotes.</summary>
    public static string Of(Comparison comparison)
    {
        var text = new StringBuilder();
        AppendRow(text, Figures.Titles);
        AppendRow(text, Figures.Titles.Select((_, i) => i < Figures.WordColumns ? "---" : "--:"));
        foreach (ComparisonRow row in comparison.Rows)
            AppendRow(text, Figures.Of(row).Select(Escape));
        text.Append('\n');
        foreach (string note in Footnotes.Of(comparison))
            text.Append("- ").Append(Escape(note)).Append('\n');
        return text.ToString();
    }

    private static void AppendRow(StringBuilder text, IEnumerable<string> cells) => text.Append("| ").AppendJoin(" | ", cells).Append(" |\n");

    // What would end a cell or begin emphasis, a link or a tag.
    private static string Escape(string text)
    {
        var escaped = new StringBuilder(text);
        foreach (string special in (string[])["\\", "|", "*", "_", "[", "<", "`"])
            escaped.Replace(special, "\\" + special);
        return escaped.ToString();
    }
}
