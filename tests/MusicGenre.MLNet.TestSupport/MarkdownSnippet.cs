using System.Text.RegularExpressions;

namespace MusicGenre.MLNet.TestSupport;

/// <summary>A fenced block of one of the repository's pages.</summary>
/// <param name="File">The page, relative to the repository.</param>
/// <param name="Line">The line of its fence, from 1.</param>
/// <param name="Language">What the fence says, e.g. <c>csharp</c>; empty if nothing.</param>
/// <param name="Text">What is between the fences.</param>
public sealed partial record MarkdownSnippet(string File, int Line, string Language, string Text)
{
    public bool IsCSharp => Language == "csharp";

    /// <summary>Whether it needs the add-on, which it says with its <c>using</c>.</summary>
    public bool NeedsTorch => Text.Contains("using MusicGenre.MLNet.Torch", StringComparison.Ordinal);

    /// <summary>The blocks of a page, in their order.</summary>
    public static IReadOnlyList<MarkdownSnippet> Of(string page)
    {
        string text = System.IO.File.ReadAllText(Path.Combine(Repository.Root, page)).ReplaceLineEndings("\n");
        return [.. Block().Matches(text).Select(
            m => new MarkdownSnippet(page, text.AsSpan(0, m.Index).Count('\n') + 1, m.Groups["language"].Value, m.Groups["text"].Value))];
    }

    public override string ToString() => $"{File}:{Line}";

    [GeneratedRegex("^```(?<language>[a-z]*)\n(?<text>.*?)^```", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Block();
}
