namespace MusicGenre.MLNet.Cli.Tagging;

/// <summary>One file whose tags were written, as the log has it.</summary>
/// <param name="Path">The file's full path.</param>
/// <param name="Was">The genres that were in it.</param>
/// <param name="Genres">The genres that were written.</param>
/// <param name="Before">SHA-256 of the file as it was, in lower-case hexadecimal.</param>
/// <param name="After">SHA-256 of the file as it was written.</param>
/// <param name="Parts">The file as it was, part by part.</param>
internal sealed record UndoRecord(
    string Path, IReadOnlyList<string> Was, IReadOnlyList<string> Genres, string Before, string After, IReadOnlyList<UndoPart> Parts);
