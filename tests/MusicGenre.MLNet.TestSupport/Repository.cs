namespace MusicGenre.MLNet.TestSupport;

/// <summary>The checkout that the tests were built in.</summary>
public static class Repository
{
    /// <summary>Gets the root: the nearest folder above the test binaries that holds the solution.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>Gets the configuration that the tests were built with, <c>Release</c> or <c>Debug</c>.</summary>
    public static string Configuration { get; } = new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name; // bin/CONFIGURATION/net10.0

    /// <summary>Gets the path of something in the checkout.</summary>
    public static string Combine(params string[] parts) => Path.Combine([Root, .. parts]);

    /// <summary>
    /// Gets the path of a program that was built with the tests, e.g. of <c>tools/TorchCli</c> the file <c>musicgenre-torch.dll</c>.
    /// </summary>
    public static string Program(string project, string file)
        => Combine(project, "bin", Configuration, new DirectoryInfo(AppContext.BaseDirectory).Name, file);

    private static string FindRoot()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "MusicGenre.MLNet.sln")))
                return folder.FullName;
        throw new DirectoryNotFoundException($"No MusicGenre.MLNet.sln above {AppContext.BaseDirectory}.");
    }
}
