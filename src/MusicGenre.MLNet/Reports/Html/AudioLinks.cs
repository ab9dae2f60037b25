namespace MusicGenre.MLNet.Reports.Html;

/// <summary>Links from the page to the tracks' files.</summary>
/// <param name="dataDirectory">The folder that tracks are relative to; <see langword="null"/> if unknown.</param>
/// <param name="pageFolder">The folder of the page.</param>
internal sealed class AudioLinks(string? dataDirectory, string pageFolder)
{
    private static readonly string[] Playable = [".wav", ".mp3", ".ogg", ".oga", ".opus", ".flac", ".m4a", ".aac", ".weba"];

    /// <summary>The file of a track; <see langword="null"/> if the data folder is unknown.</summary>
    public string? FileOf(string track) => dataDirectory is null ? null : Path.Combine(dataDirectory, track);

    /// <summary>
    /// The address of a track's file, relative to the page where they are on one drive; <see langword="null"/> if unknown.
    /// </summary>
    public string? AddressOf(string track)
    {
        if (FileOf(track) is not { } file)
            return null;
        string relative = Path.GetRelativePath(pageFolder, file);
        return Path.IsPathRooted(relative)
            ? new Uri(file).AbsoluteUri
            // Each part by itself: a name may hold '#', '?', '%' or quotes.
            : string.Join('/', relative.Split(Path.DirectorySeparatorChar).Select(Uri.EscapeDataString));
    }

    /// <summary>Whether browsers play such a file.</summary>
    public static bool IsPlayable(string track) => Playable.Contains(Path.GetExtension(track), StringComparer.OrdinalIgnoreCase);
}
