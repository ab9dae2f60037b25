using System.Text;

namespace MusicGenre.MLNet.Tests.EndToEnd;

/// <summary>The C# blocks of README.md that the package alone runs. (Those for the add-on are compiled by its tests.)</summary>
internal static class ReadmeSnippets
{
    public static IReadOnlyList<string> All { get; } =
        [.. MarkdownSnippet.Of("README.md").Where(snippet => snippet.IsCSharp && !snippet.NeedsTorch).Select(snippet => snippet.Text)];

    /// <summary>One program of all blocks, each in a scope of its own, in their order.</summary>
    public static string AsProgram()
    {
        var usings = new SortedSet<string>(StringComparer.Ordinal);
        var body = new StringBuilder();
        foreach (string snippet in All)
        {
            string[] lines = snippet.Split('\n');
            usings.UnionWith(lines.Where(IsNamespace));
            body.Append("{\n").AppendJoin('\n', lines.Where(l => !IsNamespace(l))).Append("}\n");
        }
        return string.Join('\n', usings) + "\n" + body;
    }

    private static bool IsNamespace(string line)
        => line.StartsWith("using ", StringComparison.Ordinal) && !line.Contains('=', StringComparison.Ordinal);
}
