using MusicGenre.MLNet.Common;

namespace MusicGenre.MLNet.Cli;

/// <summary>Finds what somebody meant who mistyped it.</summary>
internal static class Suggestion
{
    /// <summary>Gets a sentence that begins with a blank, e.g. " Did you mean 'jazz'?"; empty if nothing comes near.</summary>
    public static string For(string typed, IEnumerable<string> known)
        => Nearest(typed, known) is { } nearest ? $" Did you mean '{nearest}'?" : "";

    /// <summary>Finds the word that comes nearest to what was typed; null if none does.</summary>
    public static string? Nearest(string typed, IEnumerable<string> known) => Spelling.Nearest(typed, known);
}
