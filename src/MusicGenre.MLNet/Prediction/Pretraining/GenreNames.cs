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
        // As All Music Guide and data sets after it call what is mostly rock.
        ["poprock"] = "rock",
        ["rockpop"] = "rock",
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

    /// <summary>
    /// Finds the genre that comes nearest to an unknown name, counting letters that differ; <see langword="null"/> if none comes near.
    /// </summary>
    public static string? Nearest(IReadOnlyList<string> known, string name)
    {
        string wanted = Normalize(name);
        IEnumerable<(string Letters, string Genre)> names =
        [
            .. known.Select(genre => (Normalize(genre), genre)),
            .. from other in OtherNames
               where Place(known, other.Key) < 0 && Place(known, other.Value) >= 0
               select (other.Key, known[Place(known, other.Value)]),
        ];
        (int Distance, string Genre)[] near =
        [
            .. names.Select(one => (Distance: Distance(wanted, one.Letters), one.Genre, one.Letters.Length))
                .Where(one => one.Distance <= Math.Max(1, one.Length / 3)).OrderBy(one => one.Distance)
                .ThenBy(one => one.Genre, StringComparer.Ordinal).Select(one => (one.Distance, one.Genre)),
        ];
        return near.Length > 0 ? near[0].Genre
            : known.OrderByDescending(genre => genre.Length).FirstOrDefault(
                genre => Normalize(genre) is { Length: >= 4 } letters && wanted.Contains(letters, StringComparison.Ordinal));
    }

    /// <summary>Lists the other names that genres are known by, e.g. <c>hip hop: hiphoprap, rap</c>.</summary>
    public static string OthersOf(IReadOnlyList<string> known) => string.Join("; ",
        from other in OtherNames
        where Place(known, other.Value) >= 0
        group other.Key by known[Place(known, other.Value)] into names
        orderby names.Key
        select $"{names.Key}: {string.Join(", ", names)}");

    // Levenshtein's: letters added, left out or changed.
    private static int Distance(string first, string second)
    {
        int[] before = [.. Enumerable.Range(0, second.Length + 1)];
        for (int i = 1; i <= first.Length; i++)
        {
            var row = new int[second.Length + 1];
            row[0] = i;
            for (int j = 1; j <= second.Length; j++)
                row[j] = Math.Min(
                    Math.Min(row[j - 1], before[j]) + 1, before[j - 1] + (first[i - 1] == second[j - 1] ? 0 : 1));
            before = row;
        }
        return before[^1];
    }

    private static int Place(IReadOnlyList<string> known, string wanted)
    {
        for (int i = 0; i < known.Count; i++)
            if (Normalize(known[i]) == wanted)
                return i;
        return -1;
    }
}
