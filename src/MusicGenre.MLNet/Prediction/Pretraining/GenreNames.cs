using System.Text;

namespace MusicGenre.MLNet.Prediction.Pretraining;

/// <summary>
/// Finds the genre that people mean, however they write it: capitals, blanks, hyphens and apostrophes do not matter (<c>Hip-Hop</c>,
/// <c>hiphop</c>), nor does "music" at the end, and common other names are known (<c>rnb</c>, <c>dnb</c>, <c>prog</c>).
/// </summary>
internal static class GenreNames
{
    // Both sides as Normalize writes them. A name that the network itself knows is never looked up here.
    private static readonly Dictionary<string, string> OtherNames = new(StringComparer.Ordinal)
    {
        ["rap"] = "hiphop",
        ["hiphoprap"] = "hiphop",
        ["raphiphop"] = "hiphop",
        ["rnb"] = "randb",
        ["rb"] = "randb",
        ["rhythmandblues"] = "randb",
        ["rnbsoul"] = "randb",
        ["dnb"] = "drumandbass",
        ["dandb"] = "drumandbass",
        ["drumnbass"] = "drumandbass",
        ["electronica"] = "electronic",
        ["edm"] = "electronic",
        ["dance"] = "electronic",
        ["electronicdance"] = "electronic",
        ["heavymetal"] = "metal",
        ["prog"] = "progressiverock",
        ["progrock"] = "progressiverock",
        ["psychedelic"] = "psychedelicrock",
        ["psychedelia"] = "psychedelicrock",
        ["psychrock"] = "psychedelicrock",
        ["rocknroll"] = "rockandroll",
        ["punkrock"] = "punk",
        ["indierock"] = "indie",
        ["alternativerock"] = "alternative",
        ["altrock"] = "alternative",
        ["latino"] = "latin",
        ["latinamerican"] = "latin",
        ["film"] = "soundtrack",
        ["filmscore"] = "soundtrack",
        ["score"] = "soundtrack",
        ["acapella"] = "acappella",
        ["vocalacappella"] = "acappella",
        ["children"] = "childrens",
        ["kids"] = "childrens",
        ["middleeast"] = "middleeastern",
        ["swingjazz"] = "swing",
    };

    /// <summary>The place of a genre among those known; −1 if it is not known.</summary>
    public static int IndexOf(IReadOnlyList<string> known, string name)
    {
        string wanted = Normalize(name);
        int place = Place(known, wanted);
        return place < 0 && OtherNames.TryGetValue(wanted, out string? other) ? Place(known, other) : place;
    }

    /// <summary>A name in small letters and digits alone, "&amp;" as "and", without "music" at its end.</summary>
    internal static string Normalize(string name)
    {
        var letters = new StringBuilder();
        foreach (char c in name)
        {
            if (char.IsLetterOrDigit(c))
                letters.Append(char.ToLowerInvariant(c));
            else if (c == '&')
                letters.Append("and");
        }
        const string Music = "music";
        string text = letters.ToString();
        return text.Length > Music.Length && text.EndsWith(Music, StringComparison.Ordinal) ? text[..^Music.Length] : text;
    }

    private static int Place(IReadOnlyList<string> known, string wanted)
    {
        for (int i = 0; i < known.Count; i++)
            if (Normalize(known[i]) == wanted)
                return i;
        return -1;
    }
}
