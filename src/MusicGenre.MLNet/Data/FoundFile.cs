namespace MusicGenre.MLNet.Data;

/// <summary>A file that may be a track.</summary>
/// <param name="Path">Full path.</param>
/// <param name="RelativePath">Path relative to the data folder, separated by '/'.</param>
/// <param name="RealPath">Full path with every link on the way resolved.</param>
/// <param name="Kind">Sound or picture, by the extension.</param>
internal sealed record FoundFile(string Path, string RelativePath, string RealPath, TrackKind Kind);
