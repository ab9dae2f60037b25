namespace MusicGenre.MLNet.TestSupport;

/// <summary>The repository's pages for people: those of its root, of <c>docs</c>, of the gallery, and the readme of each package.</summary>
public static class RepositoryPages
{
    /// <summary>Gets the readme of each package, which people see without the repository around it.</summary>
    public static IReadOnlyList<string> OfPackages { get; } =
        Sorted(Directory.GetDirectories(Repository.Combine("src")).Select(folder => Path.Combine(folder, "README.md")).Where(File.Exists));

    /// <summary>Gets all pages.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        .. Sorted(Directory.GetFiles(Repository.Root, "*.md")),
        .. Sorted(Directory.GetFiles(Repository.Combine("docs"), "*.md", SearchOption.AllDirectories)),
        "spectrograms/README.md",
        .. OfPackages,
    ];

    /// <summary>Reads a page; its lines end in <c>\n</c> on every system.</summary>
    /// <param name="page">The page, relative to the repository.</param>
    public static string Read(string page) => File.ReadAllText(Repository.Combine(page)).ReplaceLineEndings("\n");

    private static string[] Sorted(IEnumerable<string> paths)
        => [.. paths.Select(path => Path.GetRelativePath(Repository.Root, path).Replace('\\', '/')).Order(StringComparer.Ordinal)];
}
