namespace MusicGenre.MLNet.Data;

/// <summary>A file (or folder) that was found but not used, and why.</summary>
/// <param name="Path">Full path.</param>
/// <param name="Reason">The reason in plain words, e.g. "empty file (0 bytes)".</param>
public sealed record SkippedFile(string Path, string Reason);
