using System.Globalization;
using System.Text.RegularExpressions;

namespace MusicGenre.MLNet.Data;

/// <summary>What is known about the files of GTZAN, the best-known data set of the field: ten genres of a hundred 30-s clips.</summary>
internal static partial class GtzanNames
{
    /// <summary>The ten genres in ordinal order.</summary>
    public static IReadOnlyList<string> Genres { get; } =
        ["blues", "classical", "country", "disco", "hiphop", "jazz", "metal", "pop", "reggae", "rock"];

    /// <summary>
    /// The number 0…99 of a GTZAN track of this genre: from <c>blues.00012</c>, and from <c>blues00012</c> as the pictures on Kaggle are
    /// named. <c>null</c> if the name is not one of GTZAN's or belongs to another genre.
    /// </summary>
    public static int? NumberOf(string genre, string trackId)
    {
        Match match = TrackName().Match(trackId[(trackId.LastIndexOf('/') + 1)..]);
        if (!match.Success || !match.Groups["genre"].Value.Equals(genre, StringComparison.OrdinalIgnoreCase))
            return null;
        int number = int.Parse(match.Groups["number"].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture);
        return number < 100 ? number : null;
    }

    /// <summary>
    /// Adds to the reason of a file that could not be read what is known about it: of Kaggle's copy, <c>jazz.00054.wav</c> is damaged.
    /// The name alone is no reason to skip a file, since the original's <c>jazz.00054</c> is sound.
    /// </summary>
    public static SkippedFile Explain(SkippedFile file) =>
        Path.GetFileName(file.Path).Equals("jazz.00054.wav", StringComparison.OrdinalIgnoreCase)
        && !file.Reason.Contains(KnownFault, StringComparison.Ordinal)
            ? file with { Reason = $"{file.Reason} ({KnownFault})" }
            : file;

    private const string KnownFault =
        "a known fault of GTZAN as distributed on Kaggle: its jazz.00054.wav is corrupt; nothing needs to be done";

    [GeneratedRegex(@"^(?<genre>[a-z]+)\.?(?<number>[0-9]{5})$", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex TrackName();
}
