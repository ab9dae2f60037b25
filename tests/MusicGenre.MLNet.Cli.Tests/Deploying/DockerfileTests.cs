using System.Globalization;
using System.Text.RegularExpressions;

namespace MusicGenre.MLNet.Cli.Tests.Deploying;

/// <summary>The Dockerfile of <c>deploy/docker</c>, which no test can build, names what is there.</summary>
public sealed partial class DockerfileTests
{
    private static readonly string[] Lines = File.ReadAllText(Repository.Combine("deploy", "docker", "Dockerfile"))
        .ReplaceLineEndings("\n").Replace("\\\n", " ", StringComparison.Ordinal).Split('\n');

    [Test]
    public void What_is_copied_into_the_build_is_in_the_repository()
    {
        string[] sources = [.. Lines.Where(line => line.StartsWith("COPY ", StringComparison.Ordinal) && !line.Contains("--from"))
            .SelectMany(line => line.Split(' ')[1..^1])];

        Assert.That(sources, Does.Contain(".editorconfig"), "the compiler is stricter without");
        Assert.That(sources, Has.Length.GreaterThan(4));
        Assert.That(sources.Where(source => !Path.Exists(Repository.Combine(source))), Is.Empty);
    }

    [Test]
    public void What_is_copied_from_a_stage_is_made_in_it()
    {
        string[] copied = [.. Lines.Select(line => FromStage().Match(line)).Where(match => match.Success)
            .Select(match => match.Groups["path"].Value.TrimEnd('/'))];
        string[] published = [.. Lines.SelectMany(line => Published().Matches(line)).Select(match => match.Groups["path"].Value)];

        Assert.That(copied, Is.EquivalentTo(published).And.Not.Empty);
    }

    [Test]
    public void Projects_that_are_published_and_the_programs_that_are_started_exist()
    {
        string[] projects = [.. Lines.SelectMany(line => Published().Matches(line)).Select(match => match.Groups["project"].Value)];
        string[] programs = [.. Lines.Select(line => Started().Match(line)).Where(match => match.Success)
            .Select(match => match.Groups["program"].Value)];
        string[] names = [.. projects.SelectMany(project => Directory.GetFiles(Repository.Combine(project), "*.csproj"))
            .Select(file => AssemblyName().Match(File.ReadAllText(file)).Groups["name"].Value + ".dll")];

        Assert.That(projects, Has.Length.EqualTo(2));
        Assert.That(programs, Is.EquivalentTo(names));
    }

    [Test]
    public void Every_image_that_runs_is_chiselled_and_of_a_user_without_rights()
    {
        string[] stages = [.. Lines.Where(line => line.StartsWith("FROM ", StringComparison.Ordinal))];
        Assert.That(stages.Count(stage => stage.Contains("sdk:")), Is.EqualTo(1));
        Assert.That(stages.Where(stage => !stage.Contains("sdk:")), Is.All.Match("^FROM (base AS|[^ ]*-chiseled AS base)"));
        string user = Lines.Single(line => line.StartsWith("USER ", StringComparison.Ordinal));
        Assert.That(int.Parse(user[5..], CultureInfo.InvariantCulture), Is.GreaterThan(0));
        int begin = Array.FindIndex(Lines, line => line.EndsWith("AS base", StringComparison.Ordinal));
        int end = Array.FindIndex(Lines, line => line.StartsWith("FROM base AS", StringComparison.Ordinal));
        Assert.That(Array.IndexOf(Lines, user), Is.GreaterThan(begin).And.LessThan(end));
    }

    [GeneratedRegex(@"^COPY --from=build (?<path>\S+)")]
    private static partial Regex FromStage();

    [GeneratedRegex(@"dotnet publish (?<project>\S+) .*?-o (?<path>\S+)")]
    private static partial Regex Published();

    [GeneratedRegex("""^ENTRYPOINT \["dotnet", "(?<program>[^"]+)"\]""")]
    private static partial Regex Started();

    [GeneratedRegex("<AssemblyName>(?<name>[^<]+)<")]
    private static partial Regex AssemblyName();
}
