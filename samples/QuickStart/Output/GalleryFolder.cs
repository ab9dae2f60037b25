namespace QuickStart.Output;

/// <summary>Finds the place for pictures.</summary>
internal static class GalleryFolder
{
    private const string Name = "spectrograms";

    /// <summary>
    /// <c>spectrograms/</c> of the repository that the current folder or else this program lies in; where there is none, of the current folder.
    /// </summary>
    public static string Find()
    {
        foreach (string start in new[] { Environment.CurrentDirectory, AppContext.BaseDirectory })
            for (DirectoryInfo? folder = new(start); folder is not null; folder = folder.Parent)
                if (File.Exists(Path.Combine(folder.FullName, "MusicGenre.MLNet.sln")))
                    return Path.Combine(folder.FullName, Name);
        return Path.Combine(Environment.CurrentDirectory, Name);
    }
}
