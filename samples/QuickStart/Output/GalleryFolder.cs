namespace QuickStart.Output;

/// <summary>Finds the place for pictures.</summary>
internal static class GalleryFolder
{
    private const string Name = "spectrograms";

    /// <summary>
    /// <c>spectrograms/</c> of the repository that the current folder or else this program lies in; where there is none, of the current folder.
    /// </summary>
    public static string Find() => Path.Combine(Repository.Find() ?? Environment.CurrentDirectory, Name);
}
