namespace QuickStart;

/// <summary>Finds the repository that this sample belongs to.</summary>
internal static class Repository
{
    /// <summary>The root of the repository that the current folder or else this program lies in; null where there is none.</summary>
    public static string? Find()
    {
        foreach (string start in new[] { Environment.CurrentDirectory, AppContext.BaseDirectory })
            for (DirectoryInfo? folder = new(start); folder is not null; folder = folder.Parent)
                if (File.Exists(Path.Combine(folder.FullName, "MusicGenre.MLNet.sln")))
                    return folder.FullName;
        return null;
    }
}
