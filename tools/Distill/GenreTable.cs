using System.Text.Json;
using Distill.Distillation;

namespace Distill;

/// <summary>The genres that the backbone names, out of <c>genres.json</c> and the teachers' own lists of tags.</summary>
internal static class GenreTable
{
    /// <summary>
    /// musicnn's tags have no list beside the network: they are the fifty of the Million Song Dataset, in the order of its output.
    /// </summary>
    private static readonly string[] MusicnnTags =
    [
        "rock", "pop", "alternative", "indie", "electronic", "female vocalists", "dance", "00s", "alternative rock", "jazz", "beautiful",
            "metal", "chillout",
        "male vocalists", "classic rock", "soul", "indie rock", "Mellow", "electronica", "80s", "folk", "90s", "chill", "instrumental",
            "punk", "oldies",
        "blues", "hard rock", "ambient", "acoustic", "experimental", "female vocalist", "guitar", "Hip-Hop", "70s", "party", "country",
            "easy listening",
        "sexy", "catchy", "funk", "electro", "heavy metal", "Progressive rock", "60s", "rnb", "indie pop", "sad", "House", "happy",
    ];

    /// <summary>Reads the table and the lists.</summary>
    /// <param name="table">The JSON: for each genre its tags as "teacher: tag".</param>
    /// <param name="teachers">The folder of the teachers.</param>
    /// <param name="learned">
    /// The teachers whose tags are learned; genres without any of them are left out. <see langword="null"/> for all.
    /// </param>
    public static GenreHeadOptions Read(string table, string teachers, IReadOnlyCollection<string>? learned)
    {
        var genres = JsonSerializer.Deserialize<Dictionary<string, string[]>>(File.ReadAllBytes(table))!;
        return new GenreHeadOptions
        {
            Genres =
            [
                .. genres.Select(pair => new GenreTags(
                    pair.Key, [.. pair.Value.Select(Tag).Where(tag => learned?.Contains(tag.Teacher) != false)]))
                    .Where(genre => genre.Tags.Count > 0),
            ],
            TagNames = new Dictionary<string, IReadOnlyList<string>>
            {
                ["efficientat"] = ReadNames(Path.Combine(teachers, "efficientat", "class_labels_indices.csv")),
                ["yamnet"] = ReadNames(Path.Combine(teachers, "yamnet", "yamnet_class_map.csv")),
                ["musicnn"] = MusicnnTags,
            },
        };
    }

    private static TeacherTag Tag(string text)
    {
        string[] parts = text.Split(": ", 2);
        return parts.Length == 2
            ? new TeacherTag(parts[0], parts[1])
            : throw new InvalidDataException($"The tag '{text}' in the table of genres is not of the form 'teacher: tag'.");
    }

    /// <summary>AudioSet's lists: index, identifier, name, which may stand in quotation marks.</summary>
    private static string[] ReadNames(string path)
        => [.. File.ReadLines(path).Skip(1).Where(line => line.Length > 0).Select(line => line.Split(',', 3)[2].Trim('"'))];
}
