namespace MusicGenre.MLNet.Data;

/// <summary>Which files may be tracks, judged by their names alone: the decoder has the last word.</summary>
internal static class TrackFiles
{
    private static readonly HashSet<string> AudioExtensions = new(StringComparer.OrdinalIgnoreCase)
    {
        ".wav", ".wave", ".w64", ".rf64", ".bwf", ".au", ".snd", ".aif", ".aiff", ".aifc", ".caf",
        ".mp3", ".mp2", ".mpga", ".flac", ".ogg", ".oga", ".opus", ".spx", ".m4a", ".m4b", ".aac", ".ac3", ".amr",
        ".wma", ".ape", ".wv", ".tta", ".mpc", ".mka", ".weba", ".dsf", ".dff",
    };

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
        return AudioExtensions.Contains(extension) ? TrackKind.Audio : null;
    }

    /// <summary>Whether the extension is one of sound.</summary>
    public static bool HasAudioExtension(string path) => AudioExtensions.Contains(Path.GetExtension(path));

    /// <summary>Whether a PNG of this name is what music players call an album's picture (<c>cover.png</c>, <c>folder.png</c>, …).</summary>
    public static bool IsCoverName(string path) => CoverNames.Contains(Path.GetFileNameWithoutExtension(path));

    /// <summary>Hidden files and folders, and those that operating systems leave behind.</summary>
    public static bool IsHidden(FileSystemInfo entry) =>
        entry.Name.StartsWith('.') || entry.Attributes.HasFlag(FileAttributes.Hidden) || SystemFolders.Contains(entry.Name);
}
