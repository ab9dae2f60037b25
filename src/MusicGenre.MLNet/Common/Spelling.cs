namespace MusicGenre.MLNet.Common;

/// <summary>Finds what somebody meant who mistyped it.</summary>
internal static class Spelling
{
    /// <summary>Finds the word that comes nearest to what was typed, whatever the case; <see langword="null"/> if none does.</summary>
    public static string? Nearest(string typed, IEnumerable<string> known)
    {
        string word = typed.ToLowerInvariant();
        (string Word, int Distance)[] near =
        [
            .. known.Select(candidate => (Word: candidate, Distance: Distance(word, candidate.ToLowerInvariant())))
                .Where(candidate => IsNear(candidate.Distance, Letters(candidate.Word)))
                .OrderBy(candidate => candidate.Distance).ThenBy(candidate => candidate.Word, StringComparer.Ordinal),
        ];
        return near.Length > 0 ? near[0].Word
            : Letters(word) >= 3 ? known.FirstOrDefault(candidate => candidate.StartsWith(word, StringComparison.OrdinalIgnoreCase))
            : null;
    }

    /// <summary>Whether so many mistakes in a word of so many letters are likely.</summary>
    public static bool IsNear(int distance, int letters) => distance <= Math.Max(1, letters / 3);

    /// <summary>
    /// Computes Levenshtein's distance, with two letters in the wrong order as one step (optimal string alignment).
    /// </summary>
    public static int Distance(string first, string second)
    {
        var steps = new int[first.Length + 1, second.Length + 1];
        for (int i = 0; i <= first.Length; i++)
            for (int j = 0; j <= second.Length; j++)
            {
                if (i == 0 || j == 0)
                {
                    steps[i, j] = i + j;
                    continue;
                }
                int other = first[i - 1] == second[j - 1] ? 0 : 1;
                steps[i, j] = Math.Min(Math.Min(steps[i - 1, j], steps[i, j - 1]) + 1, steps[i - 1, j - 1] + other);
                if (i > 1 && j > 1 && first[i - 1] == second[j - 2] && first[i - 2] == second[j - 1])
                    steps[i, j] = Math.Min(steps[i, j], steps[i - 2, j - 2] + 1);
            }
        return steps[first.Length, second.Length];
    }

    private static int Letters(string word) => word.TrimStart('-').Length;
}
