using System.Text;

namespace MusicGenre.MLNet.Data;

/// <summary>Names of genres and artists as people mean them.</summary>
internal static class GenreName
{
    // What tables write where nothing is known: pandas, databases, taggers.
    private static readonly HashSet<string> Missing = new(StringComparer.OrdinalIgnoreCase)
    {
        "nan", "-nan", "nat", "none", "null", "<null>", "<na>", "na", "n/a", "#n/a", "#na", "#n/a n/a",
        "1.#qnan", "-1.#qnan", "1.#ind", "-1.#ind",
    };

    // What taggers write where a track has no artist of its own.
    private static readonly HashSet<string> NoArtist = new(StringComparer.OrdinalIgnoreCase)
    {
        "unknown", "unknown artist", "<unknown>", "[unknown]", "various", "various artists", "various artist", "va", "v.a.", "v/a",
    };

    /// <summary>
    /// Gets a name in one spelling: composed characters (NFC), and single plain blanks where there are several or no-break ones.
    /// </summary>
    public static string Of(string name) =>
        string.Join(' ', name.Normalize(NormalizationForm.FormC).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    /// <summary>Whether a cell says that nothing is known.</summary>
    public static bool IsMissing(string cell) => Missing.Contains(cell);

    /// <summary>Whether a cell names no artist whose tracks belong together.</summary>
    public static bool IsNoArtist(string cell) => IsMissing(cell) || NoArtist.Contains(cell);
}
