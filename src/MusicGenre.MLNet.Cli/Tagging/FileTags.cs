using TagLib;

namespace MusicGenre.MLNet.Cli.Tagging;

/// <summary>The genres in a file's tags, by TagLib.</summary>
internal static class FileTags
{
    static FileTags()
    {
        // Names, not the numbers of a list of 1991.
        TagLib.Id3v2.Tag.UseNumericGenres = false;
        TagLib.Id3v2.Tag.DefaultVersion = 4;
    }

    /// <summary>Whether an exception says that TagLib cannot work on this file.</summary>
    public static bool IsProblem(Exception exception)
        => exception is UnsupportedFormatException or CorruptFileException or IOException or UnauthorizedAccessException
            or ArgumentException or InvalidOperationException or IndexOutOfRangeException or OverflowException or NotImplementedException;

    /// <summary>Gets what keeps TagLib from working on a file, in words.</summary>
    public static string Describe(Exception exception)
        => exception is UnsupportedFormatException ? "this kind of file has no tags that can be written." : Problem.OneLine(exception);

    /// <summary>Reads the genres of a file; empty if it has none.</summary>
    public static IReadOnlyList<string> Read(string path)
    {
        using TagLib.File file = TagLib.File.Create(path, ReadStyle.None);
        return [.. file.Tag.Genres.Select(genre => genre.Trim()).Where(genre => genre.Length > 0)];
    }

    /// <summary>
    /// Writes the genres of a file, in place. Tags that the file has keep their kind; one that has none gets the usual one.
    /// </summary>
    public static void Write(string path, IReadOnlyList<string> genres)
    {
        using TagLib.File file = TagLib.File.Create(path, ReadStyle.None);
        if (!file.Writeable || file.PossiblyCorrupt)
            throw new CorruptFileException(file.PossiblyCorrupt ? string.Join("; ", file.CorruptionReasons) : "It cannot be written.");
        TagTypes usual = UsualOf(file), wanted = file.TagTypesOnDisk | usual;
        // TagLib adds tags of kinds that the file did not have.
        file.RemoveTags(~wanted);
        _ = file.GetTag(usual, create: true);
        foreach (TagTypes kind in Enum.GetValues<TagTypes>())
            if (kind is not (TagTypes.None or TagTypes.AllTags) && (wanted & kind) != 0 && file.GetTag(kind, create: false) is { } tag)
            {
                // Tags that hold one genre would show the last of several.
                tag.Genres = kind is TagTypes.RiffInfo or TagTypes.MovieId or TagTypes.DivX or TagTypes.Id3v1 ? [genres[0]] : [.. genres];
            }
        file.Save();
    }

    private static TagTypes UsualOf(TagLib.File file) => file switch
    {
        TagLib.Flac.File or TagLib.Ogg.File => TagTypes.Xiph,
        TagLib.Mpeg4.File => TagTypes.Apple,
        TagLib.Asf.File => TagTypes.Asf,
        TagLib.Ape.File or TagLib.WavPack.File or TagLib.MusePack.File => TagTypes.Ape,
        TagLib.Matroska.File => TagTypes.Matroska,
        _ => TagTypes.Id3v2,
    };
}
