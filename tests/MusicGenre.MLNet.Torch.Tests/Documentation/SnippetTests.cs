
namespace MusicGenre.MLNet.Torch.Tests.Documentation;

/// <summary>What the pages show in C# compiles, each block by itself, with its own <c>using</c> lines.</summary>
public sealed class SnippetTests
{
    private static readonly IReadOnlyList<MarkdownSnippet> All = [.. RepositoryPages.All.SelectMany(MarkdownSnippet.Of)];

    private static IEnumerable<TestCaseData> CSharp
        => All.Where(snippet => snippet.IsCSharp).Select(snippet => new TestCaseData(snippet.Text).SetArgDisplayNames(snippet.ToString()));

    [TestCaseSource(nameof(CSharp))]
    public void A_block_of_a_page_compiles(string program) => Assert.That(SnippetCompiler.Problems(program), Is.Empty);

    [Test]
    public void Readme_shows_the_package_and_the_add_on()
    {
        MarkdownSnippet[] readme = [.. All.Where(snippet => snippet.IsCSharp && snippet.File == "README.md")];

        Assert.That(readme.Count(snippet => !snippet.NeedsTorch), Is.GreaterThanOrEqualTo(4));
        Assert.That(readme.Count(snippet => snippet.NeedsTorch), Is.GreaterThanOrEqualTo(1));
    }

    // Some blocks cannot be compiled here, as the text above them says.
    [Test]
    public void No_code_hides_in_a_block_that_does_not_say_its_language() => Assert.That(
        All.Where(snippet => !snippet.IsCSharp && snippet.Language != "sql"
                && snippet.Text.Split('\n').Any(line => line.TrimEnd().EndsWith(';')))
            .Select(snippet => (snippet.File.Replace('\\', '/'), snippet.Language)).Distinct(),
        // Packages that could not be had here, and an application that the tests of the hosting package build and run.
        Is.EquivalentTo(new[]
        {
            ("docs/mlnet.md", "cs"), ("docs/applications.md", "cs"), ("src/MusicGenre.MLNet.Hosting/README.md", "cs"),
        }));

    [TestCase("using MusicGenre.MLNet;\nusing var classifier = MusicGenreClassifier.Learn(\"genres/\");", "CS0117")]
    [TestCase("using var classifier = MusicGenreClassifier.Train(\"genres/\");", "CS0103")]
    [TestCase("int unused = 1;", "CS0219")]
    public void A_block_that_does_not_compile_is_told(string program, string problem)
        => Assert.That(SnippetCompiler.Problems(program), Has.Some.Contains(problem));
}
