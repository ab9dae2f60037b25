using Spectre.Console;

namespace MusicGenre.MLNet.Cli.Output;

/// <summary>A cell of a table.</summary>
/// <param name="Text">What is in it.</param>
/// <param name="Color">Its color in a terminal; null for the usual one.</param>
internal readonly record struct Cell(string Text, Color? Color = null)
{
    public static implicit operator Cell(string text) => new(text);
}
