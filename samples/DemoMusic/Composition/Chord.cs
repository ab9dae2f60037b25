namespace DemoMusic.Composition;

/// <summary>A chord, without octave.</summary>
/// <param name="Root">Pitch class of the root, 0 (C) … 11 (B).</param>
/// <param name="Intervals">Semitones of the chord's notes above the root.</param>
internal sealed record Chord(int Root, IReadOnlyList<int> Intervals)
{
    private static readonly string[] Romans = ["I", "II", "III", "IV", "V", "VI", "VII"];
    private static readonly int[] MajorDegrees = [0, 2, 4, 5, 7, 9, 11];

    /// <summary>The root at or above a MIDI pitch.</summary>
    public int Bass(int low) => low + (Root - low % 12 + 12) % 12;

    /// <summary>The chord in close position, every note at or above <paramref name="low"/> and within an octave of it.</summary>
    public IReadOnlyList<int> Voicing(int low) =>
        [.. Intervals.Select(interval => low + (Root + interval - low % 12 + 24) % 12).Distinct().Order()];

    /// <summary>
    /// Reads a progression in Roman numerals on the degrees of the major scale: capitals are major, small letters minor,
    /// <c>b</c> lowers the root; then <c>7</c>, <c>maj7</c>, <c>9</c>, <c>6</c>, <c>sus2</c>, <c>dim</c> or nothing.
    /// </summary>
    /// <param name="romans">For instance <c>"I vi ii7 V7"</c>.</param>
    /// <param name="key">Pitch class of the tonic.</param>
    /// <exception cref="FormatException">A symbol is not understood.</exception>
    public static IReadOnlyList<Chord> Progression(string romans, int key) =>
        [.. romans.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(symbol => Parse(symbol, key))];

    private static Chord Parse(string symbol, int key)
    {
        int flat = symbol.StartsWith('b') ? 1 : 0;
        int end = flat;
        while (end < symbol.Length && "IViv".Contains(symbol[end], StringComparison.Ordinal))
            end++;
        string numeral = symbol[flat..end];
        int degree = Array.FindIndex(Romans, roman => roman.Equals(numeral, StringComparison.OrdinalIgnoreCase));
        if (degree < 0)
            throw new FormatException($"'{symbol}' is not a chord: expected a Roman numeral from I to VII.");
        bool minor = char.IsLower(numeral[0]);
        int third = minor ? 3 : 4;
        int[] intervals = symbol[end..] switch
        {
            "" => [0, third, 7],
            "6" => [0, third, 7, 9],
            "7" => [0, third, 7, 10],
            "maj7" => [0, third, 7, 11],
            "9" => [0, third, 7, 10, 14],
            "sus2" => [0, 2, 7],
            "dim" => [0, 3, 6],
            string other => throw new FormatException($"'{symbol}' is not a chord: '{other}' is not known."),
        };
        return new Chord((key + MajorDegrees[degree] - flat + 12) % 12, intervals);
    }
}
