using MusicGenre.MLNet.Audio.Decoding;

namespace MusicGenre.MLNet.Data;

/// <summary>Which files may be tracks, judged by their names alone: the decoder has the last word.</summary>
internal static class TrackFiles
{
    private static readonly HashSet<string> Sounds = new(
        [.. AudioExtensions.Uncompressed, .. AudioExtensions.DecodedInProcess, .. AudioExtensions.DecodedByFfmpeg],
        StringComparer.OrdinalIgnoreCase);

    private static readonly HashSet<string> CoverNames = new(StringComparer.OrdinalIgnoreCase)
    {
        "cover", "folder", "front", "back", "album", "albumart", "albumartsmall", "artwork", "disc", "cd", "booklet", "inlay", "thumb",
    };

    private static readonly HashSet<string> SystemFolders = new(StringComparer.OrdinalIgnoreCase)
    {
        "__MACOSX", "$RECYCLE.BIN", "System Volume Information", "@eaDir", "lost+found",
    };

    /// <summary>The kind of a file with this name; <c>null</c> if it is neither sound nor spectrogram.</summary>
    public static TrackKind? KindOf(string path)
    {
        string extension = Path.GetExtension(path);
        if (extension.Equals(".png", StringComparison.OrdinalIgnoreCase))
            return TrackKind.Spectrogram;
        return Sounds.Contains(extension) ? TrackKind.Audio : null;
    }

    /// <summary>Whether the extension is one of sound.</summary>
    public static bool HasAudioExtension(string path) => Sounds.Contains(Path.GetExtension(path));

    /// <summary>
    /// Whether a PNG of this name is what music players call an album's picture (<c>cover.png</c>, <c>folder.png</c>, …).
    /// </summary>
    public static bool IsCoverName(string path) => CoverNames.Contains(Path.GetFileNameWithoutExtension(path));

    /// <summary>Hidden files and folders, and those that operating systems leave behind.</summary>
    public static bool IsHidden(FileSystemInfo entry) =>
        entry.Name.StartsWith('.') || (entry.Exists && entry.Attributes.HasFlag(FileAttributes.Hidden))
            || SystemFolders.Contains(entry.Name);
}
