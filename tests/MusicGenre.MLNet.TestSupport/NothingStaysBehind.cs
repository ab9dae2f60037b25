namespace MusicGenre.MLNet.TestSupport;

/// <summary>
/// Gives the whole run of a test project a temporary folder of its own, and fails the run if anything is left in it at the end. A test
/// project derives a class from this one, in no namespace, with <c>[SetUpFixture]</c>.
/// </summary>
public abstract class NothingStaysBehind
{
    // TMPDIR is what .NET asks for elsewhere, TMP on Windows.
    private static readonly string Variable = OperatingSystem.IsWindows() ? "TMP" : "TMPDIR";

    // What the test host itself leaves, which no test can help.
    private static readonly string[] Foreign = [".dotnet"];

    private string? _before;
    private string _folder = "";

    /// <summary>Sets the temporary folder of this process and of those that it starts.</summary>
    [OneTimeSetUp]
    public void UseFolder()
    {
        _before = Environment.GetEnvironmentVariable(Variable);
        _folder = Directory.CreateTempSubdirectory("musicgenre-run-").FullName;
        Environment.SetEnvironmentVariable(Variable, _folder);
    }

    /// <summary>Counts what is left.</summary>
    [OneTimeTearDown]
    public void Count()
    {
        Environment.SetEnvironmentVariable(Variable, _before);
        string[] foreign = [.. Foreign.SelectMany(pattern => Directory.GetFileSystemEntries(_folder, pattern))];
        string[] left = [.. Directory.GetFileSystemEntries(_folder).Except(foreign).Order(StringComparer.Ordinal)];
        string described = string.Join('\n', left.Select(Describe));
        Directory.Delete(_folder, recursive: true);
        Assert.That(left, Is.Empty, $"Left in the temporary folder after the run:\n{described}");
    }

    private static string Describe(string entry) => Directory.Exists(entry)
        ? $"{Path.GetFileName(entry)}/ with {Directory.GetFileSystemEntries(entry, "*", SearchOption.AllDirectories).Length} entries"
        : $"{Path.GetFileName(entry)}, {new FileInfo(entry).Length} bytes";
}
