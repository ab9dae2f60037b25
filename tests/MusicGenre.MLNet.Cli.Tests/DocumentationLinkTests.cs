using System.Text.RegularExpressions;

namespace MusicGenre.MLNet.Cli.Tests;

/// <summary>What the pages link to is there, and so is every page that the sources name.</summary>
public sealed partial class DocumentationLinkTests
{
    private const int LineLength = 140;

    private static readonly Lazy<HashSet<string>> SourceNames = new(() =>
        [.. from folder in new[] { "src", "tests", "tools" }
            from file in Directory.EnumerateFiles(Repository.Combine(folder), "*.cs", SearchOption.AllDirectories)
            select Path.GetFileName(file)]);

    private static IEnumerable<string> Pages => RepositoryPages.All;

    [TestCaseSource(nameof(Pages))]
    public void Every_relative_link_of_a_page_leads_somewhere(string page)
        => Assert.That(BrokenLinks(page, RepositoryPages.Read(page)), Is.Empty);

    [TestCaseSource(nameof(Pages))]
    public void Every_page_that_a_page_names_exists(string page)
        => Assert.That(NamedPages(RepositoryPages.Read(page)).Where(IsMissing), Is.Empty);

    [Test]
    public void Every_page_that_the_sources_name_exists()
    {
        string[] named = [.. from folder in new[] { "src", "tools", "samples" }
                             from file in Directory.EnumerateFiles(Repository.Combine(folder), "*.cs", SearchOption.AllDirectories)
                             where !Path.GetRelativePath(Repository.Root, file).Split(Path.DirectorySeparatorChar).Contains("obj")
                             from name in NamedPages(File.ReadAllText(file))
                             select name];

        Assert.That(named, Is.Not.Empty);
        Assert.That(named.Where(IsMissing), Is.Empty);
    }

    [TestCase("ARCHITECTURE.md")]
    [TestCase("CONTRIBUTING.md")]
    public void Every_file_that_a_map_of_the_sources_names_exists(string page)
    {
        string[] files = [.. Code().Matches(Fence().Replace(RepositoryPages.Read(page), ""))
            .Select(code => code.Value.Trim('`')).Where(code => SourcePath().IsMatch(code))];

        Assert.That(files, Has.Length.GreaterThan(10));
        Assert.That(files.Where(file => !IsInSources(file)), Is.Empty);
    }

    [TestCaseSource(nameof(Pages))]
    public void Lines_of_text_are_no_longer_than_lines_of_code(string page)
    {
        string text = Fence().Replace(RepositoryPages.Read(page), block => new string('\n', block.Value.Count(c => c == '\n')));
        string[] tooLong = [.. text.Split('\n').Select((line, i) => (Line: line, Number: i + 1))
            .Where(l => l.Line.Length > LineLength && !l.Line.StartsWith('|') && l.Line.Trim().Contains(' ') && !l.Line.StartsWith('`'))
            .Select(l => $"{page}:{l.Number}")];

        Assert.That(tooLong, Is.Empty);
    }

    [Test]
    public void Contents_list_every_page_of_docs()
    {
        ILookup<string, string> folders = RepositoryPages.All.Where(page => page.StartsWith("docs/", StringComparison.Ordinal))
            .ToLookup(page => Path.GetDirectoryName(page)!, page => Path.GetFileName(page));
        string[] unlisted = [.. from folder in folders
                                let listed = Links(RepositoryPages.Read($"{folder.Key}/README.md")).ToHashSet()
                                from page in folder
                                where page != "README.md" && !listed.Contains(page)
                                select $"{folder.Key}/{page}"];

        Assert.That(folders, Has.Count.EqualTo(2));
        Assert.That(unlisted, Is.Empty);
    }

    [Test]
    public void Each_package_has_a_readme_that_reads_without_the_repository()
    {
        string[] packages = [.. Directory.GetDirectories(Repository.Combine("src"))
            .Where(folder => Directory.GetFiles(folder, "*.csproj").Length > 0)
            .Select(folder => $"src/{Path.GetFileName(folder)}/README.md")];

        Assert.That(packages, Has.Length.GreaterThanOrEqualTo(3).And.SubsetOf(RepositoryPages.OfPackages));
        Assert.That(RepositoryPages.OfPackages.SelectMany(page => Links(RepositoryPages.Read(page)).Where(IsRelative)), Is.Empty);
    }

    [TestCase("See [this](docs/nowhere.md).", "docs/nowhere.md")]
    [TestCase("See [this](docs/limits.md#no-such-heading).", "docs/limits.md#no-such-heading")]
    [TestCase("# Here\n\nSee [this](#there).", "#there")]
    public void A_broken_link_is_found(string text, string link)
        => Assert.That(BrokenLinks("README.md", text), Is.EqualTo((string[])[link]));

    [TestCase("See [this](docs/limits.md#accuracy), `[no](link)` and [the web](https://example.org/x#y).")]
    [TestCase("See [that](#what-it-is-a-b) and [the second](#again-1).\n## What it is: *a*, `b`\n## Again\n## Again")]
    public void A_link_that_leads_somewhere_is_not_complained_of(string text) => Assert.That(BrokenLinks("README.md", text), Is.Empty);

    private static IEnumerable<string> BrokenLinks(string page, string text)
    {
        foreach (string link in Links(text).Where(IsRelative))
        {
            int hash = link.IndexOf('#', StringComparison.Ordinal);
            string file = hash < 0 ? link : link[..hash];
            string target = file.Length == 0 ? page : Path.Combine(Path.GetDirectoryName(page)!, file);
            if (!Path.Exists(Repository.Combine(target)))
                yield return link;
            else if (hash >= 0 && !Anchors(file.Length == 0 ? text : RepositoryPages.Read(target)).Contains(link[(hash + 1)..]))
                yield return link;
        }
    }

    private static IEnumerable<string> Links(string text)
        => Link().Matches(Code().Replace(Fence().Replace(text, ""), "`code`")).Select(link => link.Groups["target"].Value);

    private static bool IsRelative(string link)
        => !link.Contains("://", StringComparison.Ordinal) && !link.StartsWith("mailto:", StringComparison.Ordinal);

    private static IEnumerable<string> NamedPages(string text) => Named().Matches(text).Select(m => m.Value);

    private static bool IsMissing(string page) => !File.Exists(Repository.Combine(page));

    // Paths begin at the root or, for short, in the core package; a file's name alone may lie anywhere.
    private static bool IsInSources(string file)
        => new[] { file, $"src/MusicGenre.MLNet/{file}" }.Any(path => Path.Exists(Repository.Combine(path)))
            || (!file.Contains('/', StringComparison.Ordinal) && SourceNames.Value.Contains(file));

    // As GitHub makes them: lower case, no punctuation, hyphens for blanks, and a number where a heading comes again.
    private static HashSet<string> Anchors(string text)
    {
        var anchors = new HashSet<string>(StringComparer.Ordinal);
        foreach (Match heading in Heading().Matches(Fence().Replace(text, "")))
        {
            string anchor = Punctuation().Replace(heading.Groups["text"].Value.Trim().ToLowerInvariant(), "").Replace(' ', '-');
            string numbered = anchor;
            for (int i = 1; !anchors.Add(numbered); i++)
                numbered = $"{anchor}-{i}";
        }
        return anchors;
    }

    [GeneratedRegex(@"\]\((?<target>[^)\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"^#{1,6} (?<text>.+)$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex(@"[^\p{L}\p{N} _-]")]
    private static partial Regex Punctuation();

    [GeneratedRegex(@"^```.*?^```[^\n]*", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Fence();

    [GeneratedRegex(@"`[^`]*`")]
    private static partial Regex Code();

    // Folders and files by their paths, and files of C# by their names; not "./test.sh" or words with a slash.
    [GeneratedRegex(@"^((src|tests|tools|samples|docs)(/[\w.]+)+|[A-Z]\w+(/[\w.]+)+|[A-Z]\w+\.cs)$")]
    private static partial Regex SourcePath();

    [GeneratedRegex(@"\bdocs/[A-Za-z0-9_/-]+\.md\b")]
    private static partial Regex Named();
}
