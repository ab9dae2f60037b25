using System.Text;

namespace MusicGenre.MLNet.Cli.Output;

/// <summary>Writes tables as Markdown (the tables of GitHub Flavored Markdown).</summary>
internal static class MarkdownTable
{
    /// <summary>Gets a table and, as a list, what is said below it.</summary>
    public static string Of(TextTable table)
    {
        var text = new StringBuilder();
        AppendRow(text, table.Columns.Select(column => column.Title));
        AppendRow(text, table.Columns.Select(column => column.IsWords ? "---" : "--:"));
        foreach (IReadOnlyList<Cell> row in table.Rows)
            AppendRow(text, row.Select(cell => Escape(cell.Text)));
        text.Append('\n');
        foreach (string note in table.Notes)
            text.Append("- ").Append(Escape(note)).Append('\n');
        return text.ToString();
    }

    private static void AppendRow(StringBuilder text, IEnumerable<string> cells)
        => text.Append("| ").AppendJoin(" | ", cells).Append(" |\n");

    // What would end a cell or begin emphasis, a link or a tag.
    private static string Escape(string text)
    {
        var escaped = new StringBuilder(text);
        foreach (string special in (string[])["\\", "|", "*", "_", "[", "<", "`"])
            escaped.Replace(special, "\\" + special);
        return escaped.ToString();
    }
}
