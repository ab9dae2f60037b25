namespace MusicGenre.MLNet.Cli.Output;

/// <summary>A column of a table.</summary>
/// <param name="Title">What stands above it.</param>
/// <param name="IsWords">Whether it holds words, which begin at the left, and not numbers, which end at the right.</param>
internal readonly record struct Column(string Title, bool IsWords = false);
