using System.Text;

namespace MusicGenre.MLNet.Fuzz.Mutation;

/// <summary>Damages text by its words, lines and signs.</summary>
internal static class TextMutator
{
    /// <summary>What tables may hold, and what they should not.</summary>
    public static readonly string[] TableWords =
    [
        ",", "\"", "\"\"", "\n", "\r", "\r\n", ";", "\t", "\0", "path", "genre", "artist", "fold", "../", "/", "\\", "//", ".",
        "high/high00.wav",
        "/etc/hostname", "/dev/zero", "low/low00.wav/../low01.wav", "nan", "NaN", "unknown", "1e308", "-1", "2147483648", "1.5", "\uFEFF",
        "\u2028", "é", "e\u0301",
        "\U0001F3B5", " ", "\u00A0", "con", "C:\\x", "\\\\server\\share", "high", "~", "*", "?", "\u202E", "\u0001", "\u007F", "=cmd()",
            "|",
    ];

    public static byte[] Mutate(Dice dice, string text, IReadOnlyList<string> words)
    {
        var all = new StringBuilder(text);
        for (int rounds = dice.Rounds() + dice.Next(3); rounds > 0; rounds--)
            Once(dice, all, words);
        if (all.Length > ByteMutator.MostBytes / 4)
            all.Length = ByteMutator.MostBytes / 4;
        return (dice.OneIn(30) ? (Encoding)dice.Pick(Encoding.Unicode, Encoding.BigEndianUnicode, Encoding.Latin1) : Encoding.UTF8)
            .GetBytes(all.ToString());
    }

    private static void Once(Dice dice, StringBuilder all, IReadOnlyList<string> words)
    {
        int at = dice.Next(all.Length + 1), length = Math.Min(all.Length - at, dice.Next(dice.OneIn(4) ? 200 : 8));
        switch (dice.Next(7))
        {
            case 0: all.Remove(at, length); break;
            case 1: all.Insert(at, dice.Pick(words)); break;
            case 2: all.Insert(dice.Next(all.Length + 1), all.ToString(at, length)); break;
            case 3 when dice.OneIn(20): all.Insert(at, dice.Pick(words), dice.Next(5_000)); break;
            case 3: all.Insert(at, dice.Pick(words), dice.Next(12)); break;
            case 4: all.Remove(at, length).Insert(at, dice.Pick(words)); break;
            case 5: all.Insert(at, (char)dice.Next(dice.OneIn(3) ? 0x10000 : 0x80)); break;
            default: all.Insert(at, dice.Number()); break;
        }
    }
}
