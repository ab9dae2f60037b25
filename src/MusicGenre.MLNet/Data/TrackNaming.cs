using System.Text.RegularExpressions;
using MusicGenre.MLNet.Augmentation;

namespace MusicGenre.MLNet.Data;

/// <summary>
/// How a file's name tells which recording it belongs to. Two spellings mark a segment:
/// <list type="bullet">
/// <item>one to three digits after a dot, behind a number of exactly five digits: <c>blues.00000.1</c> is part of <c>blues.00000</c>
/// (how GTZAN's tracks are usually cut up), whereas <c>blues.00001</c> is a track of its own;</item>
/// <item><c>seg</c>, <c>segment</c>, <c>chunk</c> or <c>slice</c> and a number behind a separator: <c>song_seg3</c>, <c>song-chunk
/// 12</c>.</item>
/// </list>
/// An augmented copy's <c>.aug1</c> at the end (<see cref="CopyName"/>) is dropped before that.
/// "Part 2" is no segment, because songs are called so. An audio extension inside the name (<c>song.mp3.png</c>) is dropped, so that a
/// picture belongs to the sound it was made from.
/// </summary>
internal static partial class TrackNaming
{
    /// <summary>The recording's name for a file at this '/'-separated relative path.</summary>
    public static string TrackIdOf(string relativePath)
    {
        int slash = relativePath.LastIndexOf('/') + 1;
        CopyName.TryParse(Path.GetFileNameWithoutExtension(relativePath[slash..]), out string stem, out _);
        if (TrackFiles.HasAudioExtension(stem))
            stem = Path.GetFileNameWithoutExtension(stem);
        Match match = NumberedSegment().Match(stem);
        if (!match.Success)
            match = NamedSegment().Match(stem);
        return relativePath[..slash] + (match.Success ? match.Groups["track"].Value : stem);
    }

    /// <summary>The number of an augmented copy at this path; 0 for a track itself.</summary>
    public static int CopyOf(string relativePath)
        => CopyName.TryParse(Path.GetFileNameWithoutExtension(relativePath), out _, out int copy) ? copy : 0;

    [GeneratedRegex(@"^(?<track>(?:.*[^0-9])?[0-9]{5})\.[0-9]{1,3}$", RegexOptions.CultureInvariant)]
    private static partial Regex NumberedSegment();

    [GeneratedRegex(@"^(?<track>.+?)[ ._-]+(?:segment|seg|chunk|slice)[ ._-]?[0-9]{1,4}$", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex NamedSegment();
}
