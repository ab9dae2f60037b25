namespace MusicGenre.MLNet.Data;

/// <summary>One row of a table of tracks.</summary>
/// <param name="Line">Line number in the file, from 1.</param>
/// <param name="Path">The path as written, with '/' as separator.</param>
/// <param name="Genre">The genre, or <c>null</c> if the table has none here.</param>
/// <param name="IsGenreUnknown">Whether the table says that the genre is not known (<c>nan</c>, <c>NULL</c>, …).</param>
/// <param name="Artist">The artist, or <c>null</c> if unknown.</param>
/// <param name="Fold">The fold, or <c>null</c> if none.</param>
internal sealed record TrackRow(int Line, string Path, string? Genre, bool IsGenreUnknown, string? Artist, int? Fold);
