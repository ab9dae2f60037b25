using System.Text;
using System.Text.RegularExpressions;
using MusicGenre.MLNet.Tests.TestSupport;

namespace MusicGenre.MLNet.Tests.EndToEnd;

/// <summary>The C# blocks of README.md.</summary>
internal static partial class ReadmeSnippets
{
    public static IReadOnlyList<string> All { get; } =
        [.. Block().Matches(File.ReadAllText(Path.Combine(SharedData.RepositoryRoot, "README.md"))).Select(m => m.Groups[1].Value)];

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

    private static bool IsNamespace(string line) => line.StartsWith("using ", StringComparison.Ordinal) && !line.Contains('=', StringComparison.Ordinal);

    [GeneratedRegex("```csharp\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Block();
}
