using System.Globalization;
using System.Text.RegularExpressions;

namespace MusicGenre.MLNet.Data;

/// <summary>
/// How a file's name says that it is an augmented copy: <c>blues.00012.aug1.png</c> is the first copy of <c>blues.00012</c>.
/// </summary>
internal static partial class CopyName
{
    /// <summary>The name of a copy, without extension.</summary>
    public static string Of(string stem, int copy) => string.Create(CultureInfo.InvariantCulture, $"{stem}.aug{copy}");

    /// <summary>Takes a name without extension apart; false if it is none of a copy.</summary>
    public static bool TryParse(string stem, out string source, out int copy)
    {
        Match match = Pattern().Match(stem);
        source = match.Success ? match.Groups["source"].Value : stem;
        copy = match.Success ? int.Parse(match.Groups["copy"].ValueSpan, CultureInfo.InvariantCulture) : 0;
        return copy > 0;
    }

    [GeneratedRegex(@"^(?<source>.+)\.aug(?<copy>[0-9]{1,3})$", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Pattern();
}
