using System.Text;
using AugmentationSample.Ablation;

namespace AugmentationSample.Output;

/// <summary>An ablation as Markdown (the tables of GitHub Flavored Markdown).</summary>
internal static class MarkdownTable
{
    /// <summary>The table and what is said below it.</summary>
    public static string Of(AblationResult result)
    {
        var text = new StringBuilder();
        AppendRow(text, Figures.Titles);
        AppendRow(text, Figures.Titles.Select((_, i) => i == 0 || i == Figures.Titles.Count - 1 ? "---" : "--:"));
        foreach (AblationRow row in result.Rows)
            AppendRow(text, Figures.Of(row));
        text.Append('\n');
        foreach (string note in Figures.Notes(result))
            text.Append("- ").Append(note).Append('\n');
        return text.ToString();
    }

    private static void AppendRow(StringBuilder text, IEnumerable<string> cells) => text.Append("| ").AppendJoin(" | ", cells).Append(" |\n");
}
