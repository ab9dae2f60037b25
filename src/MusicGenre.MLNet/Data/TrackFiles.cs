using MusicGenre.MLNet.Audio.Decoding;
using MusicGenre.MLNet.Spectrograms;

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

    /// <summary>Whether a PNG is in colours; not if it cannot be read, which is told when it is.</summary>
    public static bool IsInColors(string path)
    {
        try
        {
            return new FileInfo(path).Length > 0 && SpectrogramImage.Load(path).HasColors;
        }
        catch (Exception e) when (e is SpectrogramImageException or UnauthorizedAccessException or IOException)
        {
            return false;
        }
    }

    /// <summary>Hidden files and folders, and those that operating systems leave behind.</summary>
    public static bool IsHidden(FileSystemInfo entry) =>
        entry.Name.StartsWith('.') || (entry.Exists && entry.Attributes.HasFlag(FileAttributes.Hidden))
            || SystemFolders.Contains(entry.Name);
}
